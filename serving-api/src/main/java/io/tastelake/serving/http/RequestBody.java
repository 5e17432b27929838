package io.tastelake.serving.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The body of one request: a stream that is hashed as it is read. */
final class RequestBody {

  private final Context context;
  private final BodyLimit limit;
  private final MessageDigest digest = sha256();
  private InputStream stream;
  private byte[] hash;

  RequestBody(Context context, BodyLimit limit) {
    this.context = context;
    this.limit = limit;
  }

  /** The one stream of the body. */
  InputStream stream() throws IOException {
    if (stream == null) {
      stream = new DigestInputStream(limit.open(context), digest);
    }
    return stream;
  }

  /** SHA-256 of the whole body, of which what is left is passed over. */
  byte[] hash() {
    if (hash == null) {
      try {
        stream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw JsonBody.cutOff();
      }
      hash = digest.digest();
    }
    return hash.clone();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
