package io.tastelake.domain.identity;

import java.nio.charset.StandardCharsets;

/**
 * Places actors on a line of signed 64-bit numbers so that one database is one range and one actor
 * is one point.
 *
 * <pre>
 *  63            48 47   46                                      0
 * +----------------+----+----------------------------------------+
 * | database  (16) |kind|               actor  (47)              |
 * +----------------+----+----------------------------------------+
 * </pre>
 *
 * Each part is FNV-1a over the UTF-8 bytes, finished with the 64-bit mixer of MurmurHash3. The hash
 * only finds: both parts may collide, so whoever reads by it compares database, kind and id. Rows
 * on disk are sorted by it: the function never changes.
 */
public final class ActorHash {

  private static final int DATABASE_BITS = 16;
  private static final int ACTOR_BITS = 47;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private ActorHash() {}

  /** The point of {@code actor} within {@code database}. */
  public static long of(DatabaseId database, Actor actor) {
    return first(database)
        | (long) actor.kind().bit() << ACTOR_BITS
        | hash(actor.id()) >>> (Long.SIZE - ACTOR_BITS);
  }

  /** The lowest point of {@code database}'s range. */
  public static long first(DatabaseId database) {
    return hash(database.value()) >>> (Long.SIZE - DATABASE_BITS) << (Long.SIZE - DATABASE_BITS);
  }

  /** The highest point of {@code database}'s range, inclusive. */
  public static long last(DatabaseId database) {
    return first(database) | -1L >>> DATABASE_BITS;
  }

  /** The lowest point of the actors of {@code kind} within {@code database}. */
  public static long first(DatabaseId database, Actor.Kind kind) {
    return first(database) | (long) kind.bit() << ACTOR_BITS;
  }

  /** The highest point of the actors of {@code kind} within {@code database}, inclusive. */
  public static long last(DatabaseId database, Actor.Kind kind) {
    return first(database, kind) | -1L >>> (Long.SIZE - ACTOR_BITS);
  }

  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
    }
    hash = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
    hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
    return hash ^ hash >>> 33;
  }
}
