package io.tastelake.serving.document;

import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Route;
import io.tastelake.serving.http.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code GET /docs}: a page that shows the document and tries what it says. */
public final class ShowPage implements Endpoint {

  private static final String FILE = "docs.html";
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");

  private final ServedFile page = ServedFile.of("text/html; charset=utf-8", FILE);
  private final String policy =
      "default-src 'self'; script-src 'self' "
          + scripts()
          + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  @Override
  public Route route() {
    return Route.get("/docs", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) {
    context.allow(policy);
    page.answer(context);
  }

  /** The page's own scripts, by what is in them: no other runs. */
  private static String scripts() {
    return SCRIPT
        .matcher(new String(ServedFile.bytes(FILE), StandardCharsets.UTF_8))
        .results()
        .map(script -> script.group(1).getBytes(StandardCharsets.UTF_8))
        .map(script -> Base64.getEncoder().encodeToString(Sha256.begin().digest(script)))
        .map(digest -> "'sha256-" + digest + "'")
        .collect(Collectors.joining(" "));
  }
}
