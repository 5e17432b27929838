package io.tastelake.serving.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.tastelake.serving.account.ConsoleSignIn;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Who looks at pages. A cookie that no script can read has the session, and nothing that the API
 * takes. Every form repeats a secret that is made of the session, since a browser sends cookies
 * whoever wrote the form.
 *
 * @param token an access token of the visitor's for this page's calls
 * @param secret what forms repeat
 * @param client the address that the request comes from
 */
record Visit(String token, String secret, Caller caller, String session, String client) {

  static final String COOKIE = "tastelake-console";
  static final String FIELD = "form_token";

  private static final int OPEN_UNTIL_THE_BROWSER_CLOSES = -1;

  /** The visit whose session the request's cookie names, if it has not ended. */
  static Optional<Visit> of(Context context, String client, ConsoleSignIn signIn) {
    return Optional.ofNullable(context.cookie(COOKIE))
        .flatMap(
            session ->
                signIn
                    .caller(session)
                    .map(
                        caller ->
                            new Visit(
                                signIn.token(caller), secretOf(session), caller, session, client)));
  }

  private static String secretOf(String session) {
    byte[] hash = Sha256.begin().digest(("form " + session).getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** Whether a form was made for this visit. */
  boolean made(String formToken) {
    return formToken != null
        && MessageDigest.isEqual(
            formToken.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets the browser keep the session until it is closed. */
  static void keep(Context context, String session) {
    context.cookie(cookie(context, session, OPEN_UNTIL_THE_BROWSER_CLOSES));
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
