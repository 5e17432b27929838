package io.tastelake.serving.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Positions in lists, as text that only this API can make: 8 bytes of expiry, the position, and 16
 * bytes of HMAC-SHA-256 over the list that it belongs to and all before. What is no position may be
 * signed for its owner in the same way. Thread-safe.
 */
public final class Cursors {

  private static final Duration LIFE = Duration.ofHours(1);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int EXPIRY = Long.BYTES;
  private static final int SEAL = 16;

  /** Characters: several times less than what servers and proxies take as the line of a request. */
  static final int MAX_LENGTH = 6144;

  private final SecretKeySpec key;
  private final Duration life;
  private final Clock clock;

  /**
   * Cursors that are sealed with a key and live an hour.
   *
   * @param key at least 32 random bytes, the same on every instance
   */
  public Cursors(byte[] key, Clock clock) {
    this(key, LIFE, clock);
  }

  /** The same with another life. */
  public Cursors(byte[] key, Duration life, Clock clock) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.life = life;
    this.clock = clock;
  }

  /**
   * A cursor that begins to live.
   *
   * @param list names the list, its filters and its database
   */
  public String sign(String list, byte[] position) {
    byte[] content =
        ByteBuffer.allocate(EXPIRY + position.length)
            .putLong(clock.millis() + life.toMillis())
            .put(position)
            .array();
    byte[] cursor = Arrays.copyOf(content, content.length + SEAL);
    System.arraycopy(seal(list, content), 0, cursor, content.length, SEAL);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  /**
   * The position inside a cursor.
   *
   * @param list as it was given to {@link #sign}
   * @throws ApiException {@code WrongData} if the cursor was not made for this list, or has expired
   */
  public byte[] open(String list, String cursor) {
    byte[] bytes = decode(cursor);
    if (bytes.length < EXPIRY + SEAL) {
      throw foreign();
    }
    byte[] content = Arrays.copyOf(bytes, bytes.length - SEAL);
    byte[] seal = Arrays.copyOfRange(bytes, content.length, bytes.length);
    if (!MessageDigest.isEqual(seal, seal(list, content))) {
      throw foreign();
    }
    if (ByteBuffer.wrap(content).getLong() < clock.millis()) {
      throw expired();
    }
    return Arrays.copyOfRange(content, EXPIRY, content.length);
  }

  /** What a list says to a cursor that is too old. */
  public static ApiException expired() {
    return ApiException.wrongData(
        ErrorName.WRONG_PARAMETER, "The cursor has expired: restart the list without a cursor.");
  }

  private static ApiException foreign() {
    return ApiException.wrongData(
        ErrorName.WRONG_PARAMETER,
        "The cursor does not belong to this list: send next_cursor unchanged, with the same path"
            + " and filters, or restart the list.");
  }

  private static byte[] decode(String cursor) {
    if (cursor.length() > MAX_LENGTH) {
      throw foreign();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(cursor)) {
        throw foreign(); // other spellings of the same bytes
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
  }

  private byte[] seal(String list, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] name = list.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
      mac.update(name);
      return Arrays.copyOf(mac.doFinal(content), SEAL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
