package io.tastelake.serving.http;

/** {@code error_data.name}: which error of its kind it is. */
public enum ErrorName {
  DATABASE_NOT_READY,
  DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND(
      "The database is not ready for automatic implicit-to-explicit conversion"),
  WRITING_ON_READONLY_MODE,
  RATE_LIMIT_OVERFLOW,
  INCORRECT_PASSWORD("account password is incorrect"),
  ACCOUNT_NOT_VERIFIED,
  ACCOUNT_ALREADY_VERIFIED,
  ACTIVATION_CODE_DOES_NOT_MATCH("the activation code does not match"),
  INCORRECT_REFRESH_TOKEN("refresh token is incorrect or invalidated"),
  INCORRECT_JWT_TOKEN,
  REFRESH_TOKEN_EXPIRED,
  WRONG_DATA_TYPE,
  WRONG_PARAMETER,
  INCORRECT_USER_ID_TYPE,
  INCORRECT_ITEM_ID_TYPE,
  INCORRECT_SESSION_ID_TYPE,
  DUPLICATED_DB_NAME,
  DUPLICATED_ACCOUNT,
  DUPLICATED_ITEM_ID,
  DUPLICATED_USER_ID,
  DUPLICATED_ITEM_PROPERTY,
  DUPLICATED_USER_PROPERTY,
  TASK_ALREADY_RUNNING,
  INCORRECT_ROLE,
  INCORRECT_FRONTEND_USER_ID,
  INCORRECT_FRONTEND_SESSION_ID,
  USER_RATING_NOT_FOUND,
  ITEM_NOT_FOUND,
  USER_NOT_FOUND,
  ITEM_PROPERTY_NOT_FOUND,
  USER_PROPERTY_NOT_FOUND,
  ACCOUNT_NOT_FOUND,
  DATABASE_NOT_FOUND,
  RESOURCE_NOT_FOUND,
  HTTP_METHOD_NOT_ALLOWED;

  private final String words;

  ErrorName() {
    this("");
  }

  ErrorName(String words) {
    this.words = words;
  }

  /** What {@code error_data.error} says, where programs compare it; else what people are told. */
  String error(String message) {
    return words.isEmpty() ? message : words;
  }
}
