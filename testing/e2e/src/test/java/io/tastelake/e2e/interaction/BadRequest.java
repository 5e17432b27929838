package io.tastelake.e2e.interaction;

import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.ApiClient;
import java.io.IOException;

/**
 * A request that is wrong, and the error that it must get.
 *
 * @param body null for none
 */
record BadRequest(
    String method, String path, String body, int status, String error, int code, String name) {

  /** A request whose data are wrong. */
  static BadRequest bad(String method, String path, String body) {
    return new BadRequest(method, path, body, 400, "WrongData", 40, "WRONG_DATA_TYPE");
  }

  /** The same with another {@code error_data.name}. */
  BadRequest named(String otherName) {
    return new BadRequest(method, path, body, status, error, code, otherName);
  }

  /** The same about something that is not there. */
  BadRequest missing() {
    return new BadRequest(method, path, body, 404, "NotFoundError", 60, "RESOURCE_NOT_FOUND");
  }

  /** The same with a method that the path does not take. */
  BadRequest notAllowed() {
    return new BadRequest(
        method, path, body, 405, "MethodNotAllowed", 70, "HTTP_METHOD_NOT_ALLOWED");
  }

  /** Sends it; fails unless the answer is that error. */
  void sendTo(ApiClient client) throws IOException {
    Answer answer = body == null ? client.get(path) : client.call(method, path, body);
    answer.isError(status, error, code, name);
  }

  @Override
  public String toString() {
    String shown = body == null || body.length() < 80 ? body : body.substring(0, 80) + "…";
    return method + " " + path + " " + shown;
  }
}
