package io.tastelake.serving.http;

/** The errors of the API: the name and code that programs go by, and the HTTP status. */
public enum ErrorKind {
  SERVER_ERROR("ServerError", 0, 500),
  SERVER_UNAVAILABLE("ServerUnavailable", 1, 503),
  TOO_MANY_REQUESTS("TooManyRequests", 2, 429),
  AUTH_ERROR("AuthError", 21, 401),
  JWT_TOKEN_EXPIRED("JwtTokenExpired", 22, 401),
  REFRESH_TOKEN_EXPIRED("RefreshTokenExpired", 28, 401),
  WRONG_DATA("WrongData", 40, 400),
  DUPLICATED_ERROR("DuplicatedError", 42, 400),
  FORBIDDEN_ERROR("ForbiddenError", 50, 403),
  NOT_FOUND_ERROR("NotFoundError", 60, 404),
  METHOD_NOT_ALLOWED("MethodNotAllowed", 70, 405);

  private final String wireName;
  private final int code;
  private final int status;

  ErrorKind(String wireName, int code, int status) {
    this.wireName = wireName;
    this.code = code;
    this.status = status;
  }

  /** {@code error_name}. */
  public String wireName() {
    return wireName;
  }

  /** {@code error_code}. */
  public int code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
