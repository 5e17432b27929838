package io.tastelake.serving.document;

import io.tastelake.serving.http.RequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file of the class path, as it is served. */
final class ServedFile {

  private final String contentType;
  private final byte[] bytes;

  private ServedFile(String contentType, byte[] bytes) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  /** The file at {@code path}, which begins with a slash unless it is in this package. */
  static ServedFile of(String contentType, String path) {
    return new ServedFile(contentType, bytes(path));
  }

  /** What is in the file at {@code path}. */
  static byte[] bytes(String path) {
    try (InputStream in = ServedFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(
            path + " is not on the class path: rebuild serving-api with its dependencies.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with the file. */
  void answer(RequestContext context) {
    context.answerFile(contentType, bytes);
  }
}
