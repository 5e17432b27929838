package io.tastelake.domain.identity;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** A tenant's database: 128 bits, written as 22 url-safe base64 characters. */
public record DatabaseId(String value) {

  /** How many characters every id has. */
  public static final int LENGTH = 22;

  public DatabaseId {
    if (!isOne(value)) {
      throw new InvalidIdException(
          "'" + value + "' is not a database id: 22 characters of letters, digits, '-' and '_'.");
    }
  }

  private static boolean isOne(String value) {
    if (value.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char at = value.charAt(i);
      boolean letter = (at >= 'A' && at <= 'Z') || (at >= 'a' && at <= 'z');
      boolean digit = at >= '0' && at <= '9';
      if (!letter && !digit && at != '_' && at != '-') {
        return false;
      }
    }
    return true;
  }

  /** The database id that spells the 128 bits of {@code uuid}. */
  public static DatabaseId of(UUID uuid) {
    byte[] bits =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return new DatabaseId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DatabaseId that && value.equals(that.value);
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
    return value;
  }
}
