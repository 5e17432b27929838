package io.tastelake.serving.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;

/**
 * A page for browsers, which knows its visitors by a cookie. It is no endpoint: whatever it shows
 * or changes, it asks of one.
 *
 * @param path without {@code /v1} and without trailing slash
 */
public record Page(HandlerType method, String path, Sent sent, Answer answer) {

  private static final String BODIES = Page.class.getName();

  /** What a browser sends along. */
  enum Sent {
    NOTHING,
    /** A form of a few names and values, from anybody. */
    FORM,
    /** A file, which only who is known may send: the page reads no other body. */
    FILE
  }

  /** Answers a request. */
  @FunctionalInterface
  public interface Answer {

    /**
     * Answers.
     *
     * @param client the address that the request comes from
     */
    void to(Context context, String client) throws IOException;
  }

  /** The header that says what a page may use. */
  public static final String POLICY = SafeHeaders.POLICY;

  public static Page get(String path, Answer answer) {
    return new Page(HandlerType.GET, path, Sent.NOTHING, answer);
  }

  public static Page post(String path, Answer answer) {
    return new Page(HandlerType.POST, path, Sent.FORM, answer);
  }

  /** A page that takes a file, by {@link #file}. */
  public static Page upload(String path, Answer answer) {
    return new Page(HandlerType.POST, path, Sent.FILE, answer);
  }

  /**
   * Sends what a page shows; no thread waits for whoever reads it slowly.
   *
   * @throws io.tastelake.serving.log.OverloadedException if other answers take too much memory
   */
  public static void send(Context context, byte[] content) {
    WholeAnswer.send(context, content);
  }

  void take(Context context, BodyLimit bodies) {
    context.attribute(BODIES, bodies);
  }

  /**
   * The body of a page that takes a file, within the limits of all bodies: fails where it is too
   * large or comes too slowly.
   *
   * @throws ApiException {@code WrongData} if it announces to be larger, {@code ServerUnavailable}
   *     if too much is worked on already
   */
  public static InputStream file(Context context) throws IOException {
    BodyLimit bodies = context.attribute(BODIES);
    return bodies.open(context);
  }
}
