package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.identity.IdTypes;
import java.io.IOException;

/** One request and its answer. */
public final class Call {

  /** The segment that means: the id inside the caller's frontend token. */
  private static final String ME = "~me";

  private final Context context;
  private final BodyLimit limit;
  private final Caller caller;

  Call(Context context, BodyLimit limit, Caller caller) {
    this.context = context;
    this.limit = limit;
    this.caller = caller;
  }

  /** Writes the members of the answer's object. */
  @FunctionalInterface
  public interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** Who calls; unknown on open routes. */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("an open route knows no caller");
    }
    return caller;
  }

  /** The decoded value of a path parameter. */
  public String path(String name) {
    return context.pathParam(name);
  }

  /**
   * The user of the path, whom the caller may act for.
   *
   * @throws ApiException {@code INCORRECT_FRONTEND_USER_ID} if the caller may not
   */
  public UserId user(IdTypes types) {
    String segment = path("user_id");
    if (segment.equals(ME) && caller().role() == Role.FRONTEND) {
      return caller()
          .frontendUser()
          .orElseThrow(
              () ->
                  ApiException.forbidden(
                      ErrorName.INCORRECT_FRONTEND_USER_ID,
                      "The token is bound to no user: log in with a frontend_user_id."));
    }
    UserId user = types.user(segment);
    caller().requireAccessTo(user);
    return user;
  }

  /**
   * The session of the path, which the caller may act for.
   *
   * @throws ApiException {@code INCORRECT_FRONTEND_SESSION_ID} if the caller may not
   */
  public SessionId session(IdTypes types) {
    String segment = path("session_id");
    if (segment.equals(ME) && caller().role() == Role.FRONTEND) {
      return caller()
          .frontendSession()
          .orElseThrow(
              () ->
                  ApiException.forbidden(
                      ErrorName.INCORRECT_FRONTEND_SESSION_ID,
                      "The token is bound to no session: log in with a frontend_session_id."));
    }
    SessionId session = types.session(segment);
    caller().requireAccessTo(session);
    return session;
  }

  public Query query() {
    return new Query(context.queryParamMap());
  }

  /**
   * Reads the body as a JSON object, as a stream of tokens.
   *
   * @throws ApiException {@code WrongData} if it is too large, of another type, or no JSON object
   */
  public <T> T body(BodyReader<T> reader) {
    return JsonBody.read(context, limit, reader);
  }

  /** Reads the body as a small JSON object. */
  public Fields fields() {
    return body(Fields::read);
  }

  /** Answers 200 with a JSON object, written out as it is made. */
  public void answer(Members members) throws IOException {
    write(
        json -> {
          json.writeStartObject();
          members.write(json);
          json.writeEndObject();
        });
  }

  /** Answers 200 with a body of length zero, and so without a content type. */
  public void answerNothing() {
    context.res().setContentType(null);
    context.res().setContentLength(0);
  }

  /** Answers 200 with a JSON string. */
  public void answerText(String text) throws IOException {
    write(json -> json.writeString(text));
  }

  /** Answers 200 with these bytes. */
  public void answerFile(String contentType, byte[] bytes) {
    context.contentType(contentType).result(bytes);
  }

  /** Closes the generator only after success: closing would complete a broken answer. */
  private void write(Members value) throws IOException {
    @SuppressWarnings("resource")
    JsonGenerator json = Json.FACTORY.createGenerator(context.res().getOutputStream());
    value.write(json);
    json.close();
  }
}
