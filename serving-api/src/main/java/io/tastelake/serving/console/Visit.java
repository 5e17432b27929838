package io.tastelake.serving.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Callers;
import io.tastelake.serving.http.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Who looks at pages: a token of the API's, and a secret that every form repeats, since a browser
 * sends cookies whoever wrote the form. Both are in one cookie that no script can read.
 *
 * @param caller whose token it is
 */
record Visit(String token, String secret, Caller caller) {

  static final String COOKIE = "tastelake-console";
  static final String FIELD = "form_token";

  private static final char SEPARATOR = '~';
  private static final int OPEN_UNTIL_THE_BROWSER_CLOSES = -1;

  /**
   * The visit that the request's cookie names, if the token is still good. What pages of others
   * hold, a frontend token, opens none.
   */
  static Optional<Visit> of(Context context, Callers callers) {
    String cookie = context.cookie(COOKIE);
    int end = cookie == null ? -1 : cookie.lastIndexOf(SEPARATOR);
    if (end < 1) {
      return Optional.empty();
    }
    String token = cookie.substring(0, end);
    try {
      Caller caller = callers.of("Bearer " + token);
      callers.requirePresent(caller);
      caller.requireOneOf(Role.NOT_FRONTEND);
      return Optional.of(new Visit(token, cookie.substring(end + 1), caller));
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  /** Whether a page of another site sends the request. */
  static boolean isOfAnotherSite(Context context) {
    String site = context.header("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  /** The same visitor with another token. */
  Visit with(String other) {
    return new Visit(other, secret, caller);
  }

  /** Whether a form was made for this visit. */
  boolean made(String formToken) {
    return formToken != null
        && MessageDigest.isEqual(
            formToken.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets the browser keep the visit until it is closed. */
  static void keep(Context context, String token, String secret) {
    context.cookie(cookie(context, token + SEPARATOR + secret, OPEN_UNTIL_THE_BROWSER_CLOSES));
  }

  static void end(Context context) {
    context.cookie(cookie(context, "", 0));
  }

  /** Behind a proxy the connection to the browser may be the safer one. */
  private static Cookie cookie(Context context, String value, int maxAge) {
    boolean safe =
        context.scheme().equals("https")
            || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setPath("/");
    cookie.setMaxAge(maxAge);
    cookie.setSecure(safe);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }
}
