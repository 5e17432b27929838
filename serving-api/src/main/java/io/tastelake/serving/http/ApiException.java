package io.tastelake.serving.http;

import io.tastelake.serving.identity.WrongIdException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** An answer that is an error; the message is a sentence for the caller. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final transient Map<String, String> data;
  private final transient Map<String, String> query;
  private long retryAfterSeconds;

  private ApiException(ErrorKind kind, String message, Map<String, String> data) {
    this(kind, message, data, Map.of());
  }

  private ApiException(
      ErrorKind kind, String message, Map<String, String> data, Map<String, String> query) {
    super(message, null, false, kind == ErrorKind.SERVER_ERROR);
    this.kind = kind;
    this.data = data;
    this.query = query;
  }

  /** The request is wrong; the message says where and what would be right. */
  public static ApiException wrongData(ErrorName name, String message) {
    return explained(ErrorKind.WRONG_DATA, name, message);
  }

  /**
   * The same where programs know the problem in other words.
   *
   * @param error what {@code error_data.error} says
   */
  public static ApiException wrongData(ErrorName name, String message, String error) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("name", name.name());
    data.put("error", error);
    return new ApiException(ErrorKind.WRONG_DATA, message, data);
  }

  /**
   * One field of the request is wrong.
   *
   * @param problem what {@code error_data.query} says of the field
   */
  public static ApiException wrongField(String field, String message, String problem) {
    return new ApiException(ErrorKind.WRONG_DATA, message, Map.of(), Map.of(field, problem));
  }

  /** An id is not of its database's type. */
  public static ApiException wrongId(WrongIdException wrong) {
    ErrorName name =
        switch (wrong.subject()) {
          case USER -> ErrorName.INCORRECT_USER_ID_TYPE;
          case ITEM -> ErrorName.INCORRECT_ITEM_ID_TYPE;
          case SESSION -> ErrorName.INCORRECT_SESSION_ID_TYPE;
        };
    return wrongData(name, wrong.getMessage());
  }

  public static ApiException unavailable(ErrorName name, String message) {
    return explained(ErrorKind.SERVER_UNAVAILABLE, name, message);
  }

  /** Too much is asked of this instance at once; nothing was changed. */
  public static ApiException overloaded(String message) {
    return unavailable(ErrorName.DATABASE_NOT_READY, message).after(Duration.ofSeconds(1));
  }

  /**
   * The caller sends more than it may.
   *
   * @param wait after which it may send again
   */
  public static ApiException tooManyRequests(String message, Duration wait) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("name", ErrorName.RATE_LIMIT_OVERFLOW.name());
    return new ApiException(ErrorKind.TOO_MANY_REQUESTS, message, data).after(wait);
  }

  public static ApiException unauthorized(ErrorName name, String message) {
    return explained(ErrorKind.AUTH_ERROR, name, message);
  }

  public static ApiException jwtExpired() {
    return explained(
        ErrorKind.JWT_TOKEN_EXPIRED,
        ErrorName.INCORRECT_JWT_TOKEN,
        "The token is older than 30 minutes: get a new one from login/refresh-token/.");
  }

  /** The token was genuine, and was taken back; clients get a new one as if it had expired. */
  public static ApiException jwtRevoked() {
    return explained(
        ErrorKind.JWT_TOKEN_EXPIRED,
        ErrorName.INCORRECT_JWT_TOKEN,
        "The token was revoked, by a logout, a deleted key, or a new password or role: log in again.");
  }

  public static ApiException refreshTokenExpired() {
    return explained(
        ErrorKind.REFRESH_TOKEN_EXPIRED,
        ErrorName.REFRESH_TOKEN_EXPIRED,
        "The refresh token is older than 30 days: log in again.");
  }

  public static ApiException forbidden(ErrorName name, String message) {
    return explained(ErrorKind.FORBIDDEN_ERROR, name, message);
  }

  /**
   * There is one already.
   *
   * @param type what there is
   * @param key the key that is taken
   */
  public static ApiException duplicated(ErrorName name, String type, String key) {
    return duplicated(
        name, type, key, "The " + type + " '" + key + "' already exists: choose another name.");
  }

  /** The same, in other words. */
  public static ApiException duplicated(ErrorName name, String type, String key, String message) {
    return keyed(ErrorKind.DUPLICATED_ERROR, name, type, key, message);
  }

  /**
   * There is none.
   *
   * @param type what was looked for
   * @param key the key that leads nowhere
   */
  public static ApiException notFound(ErrorName name, String type, String key) {
    return notFound(
        name, type, key, "There is no " + type + " '" + key + "': check the path and the id.");
  }

  /** The same, in other words. */
  public static ApiException notFound(ErrorName name, String type, String key, String message) {
    return keyed(ErrorKind.NOT_FOUND_ERROR, name, type, key, message);
  }

  public static ApiException methodNotAllowed(String method) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("method", method);
    data.put("name", ErrorName.HTTP_METHOD_NOT_ALLOWED.name());
    return new ApiException(
        ErrorKind.METHOD_NOT_ALLOWED,
        "The path exists, but not with "
            + method
            + ": the Allow header lists the supported methods.",
        data);
  }

  public static ApiException serverError() {
    return new ApiException(
        ErrorKind.SERVER_ERROR,
        "Internal error: report it with the time; the server's log has the cause.",
        Map.of());
  }

  private ApiException after(Duration wait) {
    retryAfterSeconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return this;
  }

  /** The value of the header {@code Retry-After}, if there is one. */
  OptionalLong retryAfter() {
    return retryAfterSeconds == 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterSeconds);
  }

  public ErrorKind kind() {
    return kind;
  }

  /** {@code error_data}, without {@code query}. */
  public Map<String, String> data() {
    return data;
  }

  /** Of each wrong field what is wrong with it: {@code error_data.query}. */
  Map<String, String> query() {
    return query;
  }

  /** An Idempotency-Key names one write. */
  static ApiException otherBody() {
    return wrongData(
        ErrorName.WRONG_PARAMETER,
        "The Idempotency-Key was used with another body within 24 hours: use a new key for each"
            + " write.");
  }

  private static ApiException explained(ErrorKind kind, ErrorName name, String message) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("name", name.name());
    data.put("error", name.error(message));
    return new ApiException(kind, message, data);
  }

  private static ApiException keyed(
      ErrorKind kind, ErrorName name, String type, String key, String message) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("type", type);
    data.put("key", key);
    data.put("name", name.name());
    return new ApiException(kind, message, data);
  }
}
