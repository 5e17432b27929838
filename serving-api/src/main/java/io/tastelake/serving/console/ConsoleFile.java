package io.tastelake.serving.console;

import io.tastelake.serving.http.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file that pages load. */
final class ConsoleFile {

  private ConsoleFile() {}

  static Page page(String name, String contentType) {
    byte[] bytes = bytes(name);
    return Page.get(
        "/console/" + name,
        (context, client) ->
            context.header("Cache-Control", "max-age=300").contentType(contentType).result(bytes));
  }

  private static byte[] bytes(String name) {
    try (InputStream in = ConsoleFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            name + " is not on the class path: rebuild serving-api with its resources.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
