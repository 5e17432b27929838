package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.identity.IdTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** One request and its answer. */
public final class RequestContext {

  /** What a row of ids and numbers takes in memory, about. */
  public static final long ROW_BYTES = 400;

  /** The segment that means: the id inside the caller's frontend token. */
  private static final String ME = "~me";

  private final Context context;
  private final String client;
  private final RequestBody body;
  private final Caller caller;
  private final RowRates rates;
  private final Optional<KeyedWrite> key;
  private boolean accepted;
  private boolean answered;

  RequestContext(
      Context context,
      String client,
      RequestBody body,
      Caller caller,
      RowRates rates,
      Optional<KeyedWrite> key) {
    this.context = context;
    this.client = client;
    this.body = body;
    this.caller = caller;
    this.rates = rates;
    this.key = key;
  }

  /** Writes the members of the answer's object. */
  @FunctionalInterface
  public interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** Who calls; unknown on open routes. */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("an open route has no caller");
    }
    return caller;
  }

  /** The address that the request comes from. */
  public String client() {
    return client;
  }

  /**
   * Notes in the audit log what was done.
   *
   * @param details further members of the line, without secrets and ids of users
   */
  public void audit(AuditLog.Event event, Map<String, String> details) {
    AuditLog.note(event, client, caller, details);
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
      return caller().requireFrontendUser();
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
      return caller().requireFrontendSession();
    }
    SessionId session = types.session(segment);
    caller().requireAccessTo(session);
    return session;
  }

  /**
   * The session that the body names in {@code session_id}, if it names one, for reading; none to a
   * frontend token that is bound to nobody, which reads nothing that is stored.
   *
   * @throws ApiException {@code INCORRECT_FRONTEND_SESSION_ID} if the caller may not
   */
  public Optional<SessionId> readSession(JsonFields fields, IdTypes types) {
    boolean isMe = fields.object().path("session_id").asText().equals(ME);
    Optional<SessionId> session =
        isMe && caller().role() == Role.FRONTEND
            ? Optional.of(caller().requireFrontendSession())
            : fields.id("session_id").map(types::session);
    if (caller().isAnybody()) {
      return Optional.empty();
    }
    caller().requireReadOf(session);
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
    return JsonBody.read(context, body, reader);
  }

  /** Reads the body as a small JSON object. */
  public JsonFields fields() {
    return body(JsonFields::read);
  }

  /** The write as it is known by its Idempotency-Key, if it carries one. */
  public Optional<KeyedWrite> key() {
    return key;
  }

  /**
   * Whether the write was carried out before with this body, maybe, without being answered: what it
   * needs was there then, and need not be there any more.
   */
  public boolean isRepeated() {
    return key.flatMap(KeyedWrite::acceptedBody)
        .filter(of -> MessageDigest.isEqual(of, body.hash()))
        .isPresent();
  }

  /**
   * Notes that the body is right and that now something is stored: call it just before.
   *
   * @param rows how many rows, for the caller's rate
   * @throws ApiException {@code WrongData} if the Idempotency-Key was used with another body
   */
  public void accept(int rows) {
    if (!isAccepted()) {
      throw ApiException.otherBody();
    }
    rates.count(caller(), client, rows - 1L);
  }

  /** Counts a row of one whom an open route lets in. */
  public void countRow(Caller known) {
    rates.begin(known, client);
  }

  /** Answers as a completed write of this key was answered, if there is one. */
  boolean answerAgain() throws IOException {
    Optional<byte[]> answer = key.flatMap(KeyedWrite::answer);
    if (answer.isEmpty()) {
      return false;
    }
    if (!isRepeated()) {
      throw ApiException.otherBody();
    }
    if (answer.get().length == 0) {
      context.res().setContentType(null);
      context.res().setContentLength(0);
    } else {
      context.res().getOutputStream().write(answer.get());
    }
    return true;
  }

  /** Notes an empty answer, unless another one was noted. */
  void end() {
    if (!answered) {
      complete(new byte[0]);
    }
  }

  private void complete(byte[] answer) {
    answered = true;
    if (key.isPresent() && isAccepted()) {
      key.get().complete(answer);
    }
  }

  private boolean isAccepted() {
    accepted = accepted || key.isEmpty() || key.get().accept(body.hash());
    return accepted;
  }

  /** Says how many bytes its rows take until it is answered; too many at once are refused. */
  public void hold(long bytes) {
    AnswerMemory.share(context).hold(bytes);
  }

  /** Adds a header to the answer. */
  public void header(String name, String value) {
    context.header(name, value);
  }

  /** Answers with a JSON object, written out as it is made. */
  public void answer(Members members) throws IOException {
    write(
        json -> {
          json.writeStartObject();
          members.write(json);
          json.writeEndObject();
        });
  }

  /** Whether the caller prefers an answer of lines, one JSON value each. */
  public boolean wantsLines() {
    return JsonAnswers.prefersLines(context.header("Accept"));
  }

  /** Answers 200 with each value that is written as a line, sent as it is made. */
  public void answerLines(Members lines) throws IOException {
    answered = true;
    context.contentType(JsonAnswers.LINES);
    JsonAnswers.writeLines(lines, context.res().getOutputStream());
  }

  /** Answers 200 with a body of length zero, and so without a content type. */
  public void answerNothing() {
    context.res().setContentType(null);
    context.res().setContentLength(0);
  }

  /** Answers 202: what was asked for is done, or will be. */
  public void answerAccepted() throws IOException {
    answer(json -> context.status(202));
  }

  /** Answers 200 with a JSON string. */
  public void answerText(String text) throws IOException {
    write(json -> json.writeString(text));
  }

  /** Lets a page use what {@code policy} says, a Content-Security-Policy. */
  public void allow(String policy) {
    context.header(SafeHeaders.POLICY, policy);
  }

  /** Answers 200 with these bytes; no thread waits for whoever reads them slowly. */
  public void answerFile(String contentType, byte[] bytes) {
    context.contentType(contentType).header("Content-Length", Integer.toString(bytes.length));
    WholeAnswer.send(context, bytes);
  }

  /** An answer that is kept is kept before it is given: who has it may rely on it. */
  private void write(Members value) throws IOException {
    if (key.isPresent()) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream(256);
      JsonAnswers.write(value, answer);
      complete(answer.toByteArray());
      answer.writeTo(context.res().getOutputStream());
    } else {
      answered = true;
      JsonAnswers.write(value, context.res().getOutputStream());
    }
  }
}
