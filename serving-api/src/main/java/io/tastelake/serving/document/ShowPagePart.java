package io.tastelake.serving.document;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Route;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;

/** {@code GET /docs/<file>}: the two files of Swagger UI that the page needs, out of its jar. */
public final class ShowPagePart implements Endpoint {

  private final Map<String, ServedFile> parts =
      Map.of(
          "swagger-ui.css", swaggerUi("text/css; charset=utf-8", "swagger-ui.css"),
          "swagger-ui-bundle.js",
              swaggerUi("text/javascript; charset=utf-8", "swagger-ui-bundle.js"));

  @Override
  public Route route() {
    return Route.get("/docs/{file}", Route.OPEN);
  }

  @Override
  public void answer(RequestContext context) {
    String file = context.path("file");
    ServedFile part = parts.get(file);
    if (part == null) {
      throw ApiException.notFound(ErrorName.RESOURCE_NOT_FOUND, "path", "/docs/" + file);
    }
    part.answer(context);
  }

  private static ServedFile swaggerUi(String contentType, String file) {
    return ServedFile.of(
        contentType,
        "/META-INF/resources/webjars/swagger-ui/%s/%s".formatted(swaggerUiVersion(), file));
  }

  /** The jar's folders are named after its version, which it says of itself. */
  private static String swaggerUiVersion() {
    byte[] stated = ServedFile.bytes("/META-INF/maven/org.webjars/swagger-ui/pom.properties");
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(stated));
    } catch (IOException e) {
      throw new IllegalStateException("bytes are in memory", e);
    }
    return properties.getProperty("version");
  }
}
