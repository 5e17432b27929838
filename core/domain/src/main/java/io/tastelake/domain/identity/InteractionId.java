package io.tastelake.domain.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** One interaction, whatever is later amended about it. Ordered as its text is. */
public record InteractionId(UUID value) implements Comparable<InteractionId> {

  /**
   * The id of the row at {@code index} of a write that carries an idempotency key: the same write
   * derives the same ids however often and wherever it is repeated. RFC 9562 version 8: the first
   * 122 free bits of SHA-256 over the inputs.
   */
  public static InteractionId derived(DatabaseId database, String idempotencyKey, int index) {
    byte[] key = idempotencyKey.getBytes(StandardCharsets.UTF_8);
    MessageDigest digest = sha256();
    digest.update(database.value().getBytes(StandardCharsets.US_ASCII));
    digest.update(ByteBuffer.allocate(8).putInt(key.length).putInt(index).array());
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(key));
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new InteractionId(new UUID(high, low));
  }

  /**
   * Reads the 36-character form, in either case.
   *
   * @throws InvalidIdException if {@code text} is not of that form
   */
  public static InteractionId parse(String text) {
    return new InteractionId(UUID.fromString(IdType.UUID.canonical(text)));
  }

  @Override
  public int compareTo(InteractionId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InteractionId that && value.equals(that.value);
  }

  /**
   * As its value's: ids are the keys of most maps, and the hash of a record costs several times
   * that.
   */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
