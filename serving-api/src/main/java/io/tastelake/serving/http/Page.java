package io.tastelake.serving.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;

/**
 * A page for browsers, which knows its visitors by a cookie. It is no endpoint: whatever it shows
 * or changes, it asks of one.
 *
 * @param path without {@code /v1} and without trailing slash
 */
public record Page(HandlerType method, String path, Answer answer) {

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
    return new Page(HandlerType.GET, path, answer);
  }

  public static Page post(String path, Answer answer) {
    return new Page(HandlerType.POST, path, answer);
  }
}
