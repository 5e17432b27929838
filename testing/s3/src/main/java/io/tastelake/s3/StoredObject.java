package io.tastelake.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** The bytes of an object, and when they were put. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record StoredObject(byte[] bytes, String etag, Instant putAt) {

  static StoredObject of(byte[] bytes) {
    try {
      String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
      return new StoredObject(bytes, '"' + md5 + '"', Instant.now());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
