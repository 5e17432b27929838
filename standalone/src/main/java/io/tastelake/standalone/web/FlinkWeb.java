package io.tastelake.standalone.web;

import java.net.URI;
import java.net.http.HttpRequest;

/**
 * Flink's web interface as programs reach it.
 *
 * @param link what a person would open: the address with its token
 */
public record FlinkWeb(URI link) {

  private static final String TOKEN = "token=";

  /** The interface at {@code address}. */
  public static FlinkWeb at(URI address, String token) {
    return new FlinkWeb(address.resolve("/?" + TOKEN + token));
  }

  /** A GET of {@code path}. */
  public HttpRequest.Builder get(String path) {
    String query = link.getRawQuery() == null ? "" : link.getRawQuery();
    return HttpRequest.newBuilder(link.resolve(path))
        .header("Authorization", "Bearer " + query.replace(TOKEN, ""));
  }

  /** The address without the token. */
  public URI address() {
    return link.resolve("/");
  }
}
