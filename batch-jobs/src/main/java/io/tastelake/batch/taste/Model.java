package io.tastelake.batch.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.store.ModelTable;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * A trained model.
 *
 * @param id a UUID of version 7
 * @param centre what it was trained around: above it are likes
 * @param trainedFrom the name of the ratings' content
 */
record Model(
    DatabaseId database,
    UUID id,
    AlsSettings als,
    Centre centre,
    String trainedFrom,
    Instant trainedAt) {

  private static final long VERSION = 7L << 12;
  private static final long VARIANT = 1L << 63;
  private static final long BELOW_VERSION = (1L << 12) - 1;
  private static final long BELOW_VARIANT = (1L << 62) - 1;

  /** A new model; its id is a UUIDv7: the time, then random bits (RFC 9562, 5.7). */
  static Model trained(
      DatabaseId database,
      AlsSettings als,
      Centre centre,
      String trainedFrom,
      Instant now,
      Random chance) {
    long high = (now.toEpochMilli() << 16) | VERSION | (chance.nextLong() & BELOW_VERSION);
    long low = VARIANT | (chance.nextLong() & BELOW_VARIANT);
    return new Model(database, new UUID(high, low), als, centre, trainedFrom, now);
  }

  /** What readers need of it. */
  ModelTable.Row row() {
    return new ModelTable.Row(
        database, id.toString(), als.rank(), als.alpha(), als.lambda(), centre);
  }

  /** Whether training again would give the same. */
  boolean repeats(AlsSettings settings, String content) {
    return als.equals(settings.by(als.solver())) && trainedFrom.equals(content);
  }
}
