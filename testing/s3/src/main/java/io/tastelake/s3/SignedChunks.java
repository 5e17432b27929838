package io.tastelake.s3;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The content of a body that a client sent in chunks of its own, each with a signature. */
final class SignedChunks {

  private SignedChunks() {}

  /** Whether the body of a request with these headers has them. */
  static boolean announcedBy(Headers headers) {
    String hash = headers.getFirst("x-amz-content-sha256");
    return hash != null && hash.startsWith("STREAMING-");
  }

  /** What is between {@code SIZE;chunk-signature=…} lines; trailers are passed over. */
  static byte[] decoded(byte[] body) {
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    ByteArrayOutputStream content = new ByteArrayOutputStream(body.length);
    for (int size = nextSize(in); size > 0; size = nextSize(in)) {
      byte[] chunk = new byte[size];
      int read = in.read(chunk, 0, size);
      content.write(chunk, 0, read);
      line(in);
    }
    return content.toByteArray();
  }

  private static int nextSize(ByteArrayInputStream in) {
    String size = line(in).split(";", 2)[0].strip();
    return size.isEmpty() ? 0 : Integer.parseInt(size, 16);
  }

  private static String line(ByteArrayInputStream in) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      line.write(octet);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
