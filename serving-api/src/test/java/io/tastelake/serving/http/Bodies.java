package io.tastelake.serving.http;

import java.io.ByteArrayInputStream;

/** Bodies as the server reads them, without a server. */
public final class Bodies {

  private Bodies() {}

  /** What {@code reader} makes of a body; throws as for a request. */
  public static <T> T read(byte[] body, BodyReader<T> reader) {
    return JsonBody.read(new ByteArrayInputStream(body), reader);
  }
}
