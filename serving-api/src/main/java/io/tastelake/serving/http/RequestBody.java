package io.tastelake.serving.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** The body of one request: a stream, and its hash if the write is known by a key. */
final class RequestBody {

  private final Context context;
  private final BodyLimit limit;
  private final MessageDigest digest;
  private InputStream stream;
  private byte[] hash;

  private RequestBody(Context context, BodyLimit limit, MessageDigest digest) {
    this.context = context;
    this.limit = limit;
    this.digest = digest;
  }

  /** A body whose hash nobody asks for. */
  static RequestBody plain(Context context, BodyLimit limit) {
    return new RequestBody(context, limit, null);
  }

  /** A body that is hashed as it is read. */
  static RequestBody hashed(Context context, BodyLimit limit) {
    return new RequestBody(context, limit, Sha256.begin());
  }

  /** The one stream of the body. */
  InputStream stream() throws IOException {
    if (stream == null) {
      Optional<Beacon> beacon = Beacon.of(context);
      InputStream body = beacon.isPresent() ? beacon.get().stream() : limit.open(context);
      stream = digest == null ? body : new DigestInputStream(body, digest);
    }
    return stream;
  }

  /** SHA-256 of the whole hashed body, of which what is left is passed over. */
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
}
