package io.tastelake.serving.http;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Request bodies that are packed with gzip; an empty one is empty. */
final class PackedBody extends FilterInputStream {

  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  private final InputStream packed;

  private PackedBody(InputStream packed) {
    super(null);
    this.packed = packed;
  }

  /**
   * Whether a request's body is packed.
   *
   * @throws ApiException {@code WrongData} if it is, and in another way
   */
  static boolean is(Context context) {
    Optional<String> encoding =
        Optional.ofNullable(context.header("Content-Encoding"))
            .map(text -> text.strip().toLowerCase(Locale.ROOT))
            .filter(text -> !text.isEmpty() && !text.equals("identity"));
    if (encoding.isPresent() && !GZIP.contains(encoding.get())) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "Bodies in the encoding '"
              + encoding.get()
              + "' are not supported: send the body with gzip, or unencoded.");
    }
    return encoding.isPresent();
  }

  /** The bytes that {@code packed} unpacks to. Whatever follows the gzip stream is refused. */
  static InputStream unpacked(InputStream packed) {
    return new PackedBody(packed);
  }

  @Override
  public int read() throws IOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      if (in == null) {
        in = opened();
      }
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "The body is not one whole gzip stream, as its Content-Encoding says, or ended early:"
              + " send it again, or unencoded.");
    }
  }

  private InputStream opened() throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(packed);
    int first = peeked.read();
    if (first < 0) {
      return InputStream.nullInputStream();
    }
    peeked.unread(first);
    return GzipCompressorInputStream.builder()
        .setInputStream(peeked)
        .setDecompressConcatenated(true)
        .get();
  }

  @Override
  public int available() throws IOException {
    return in == null ? 0 : in.available();
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
