package io.tastelake.domain.identity;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/** A tenant's database: 128 bits, written as 22 url-safe base64 characters. */
public record DatabaseId(String value) {

  /** How many characters every id has. */
  public static final int LENGTH = 22;

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{" + LENGTH + "}");

  public DatabaseId {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidIdException(
          "'" + value + "' is not a database id: 22 characters of letters, digits, '-' and '_'.");
    }
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
