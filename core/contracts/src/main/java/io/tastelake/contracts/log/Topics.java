package io.tastelake.contracts.log;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InvalidIdException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The topics of the log and their keys. */
public final class Topics {

  /** Every write is one record here, keyed by its actor. */
  public static final String INTERACTIONS = "interactions";

  /** Records of {@link #INTERACTIONS} that hold no valid event, with reason and origin. */
  public static final String DEAD_LETTERS = "interactions-dead-letter";

  /** Dead-letter header: why the record is no event that counts, as UTF-8 text. */
  public static final String REASON = "reason";

  /** Dead-letter header: where the record stood, as {@code topic/partition/offset}. */
  public static final String ORIGIN = "origin";

  /** Dead-letter header: how many bytes the value has, if only its beginning was copied. */
  public static final String SIZE = "size";

  /**
   * Header of a record of {@link #INTERACTIONS}: the number of the schema version that wrote it, in
   * decimal digits. It tells an event that is newer than its reader from bytes that are no event.
   */
  public static final String SCHEMA_VERSION = "schema-version";

  /** Header of a record of {@link #INTERACTIONS}: the id of the request that it came with. */
  public static final String REQUEST = "request-id";

  private Topics() {}

  /**
   * The record key of an actor's events: its database's 22 characters, {@code u} or {@code s}, and
   * its id. One actor's events share a partition, so the partition count is fixed at creation.
   */
  public static byte[] key(DatabaseId database, Actor actor) {
    char kind =
        switch (actor.kind()) {
          case USER -> 'u';
          case SESSION -> 's';
        };
    return (database.value() + kind + actor.id()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The database that a record's key names, whether or not the record holds an event.
   *
   * @param key null if the record has none
   */
  public static Optional<DatabaseId> database(byte[] key) {
    if (key == null || key.length < DatabaseId.LENGTH) {
      return Optional.empty();
    }
    try {
      String named = new String(key, 0, DatabaseId.LENGTH, StandardCharsets.ISO_8859_1);
      return Optional.of(new DatabaseId(named));
    } catch (InvalidIdException e) {
      return Optional.empty();
    }
  }
}
