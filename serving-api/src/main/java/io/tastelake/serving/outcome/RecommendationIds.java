package io.tastelake.serving.outcome;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.outcome.ShownList;
import io.tastelake.serving.http.Cursors;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes the ids of lists that are shown: 54 characters of URL-safe base64 that only this API can
 * make, each for one database and actor. They begin with the time until which they count. Whoever
 * has the key can tell for whom one was made; the job {@code outcomes}, which may not read keys,
 * compares it with the list that was noted under it. Thread-safe.
 */
final class RecommendationIds {

  private final Cursors signing;
  private final Supplier<UUID> uuids;

  /**
   * Ids that are signed with a key.
   *
   * @param key at least 32 random bytes, the same on every instance
   * @param uuids another one each time
   */
  RecommendationIds(byte[] key, Supplier<UUID> uuids, Clock clock) {
    this.signing = new Cursors(key, Duration.ofSeconds((long) ShownList.WINDOW), clock);
    this.uuids = uuids;
  }

  /** An id for a list of an actor; for one of nobody known, if that is empty. */
  String next(DatabaseId database, Optional<Actor> actor) {
    UUID list = uuids.get();
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(list.getMostSignificantBits())
            .putLong(list.getLeastSignificantBits())
            .array();
    return signing.sign(owner(database, actor), bytes);
  }

  /** Names the only one for whom an id counts. */
  static String owner(DatabaseId database, Optional<Actor> actor) {
    return "shown "
        + database
        + actor.map(known -> " " + known.kind().name() + " " + known.id()).orElse("");
  }
}
