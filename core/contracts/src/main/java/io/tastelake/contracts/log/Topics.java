package io.tastelake.contracts.log;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import java.nio.charset.StandardCharsets;

/** The topics of the log and their keys. */
public final class Topics {

  /** Every write is one record here, keyed by its actor. */
  public static final String INTERACTIONS = "interactions";

  /** Records of {@link #INTERACTIONS} that no event could be read from, with reason and origin. */
  public static final String DEAD_LETTERS = "interactions-dead-letter";

  /** Dead-letter header: why the record could not be read, as UTF-8 text. */
  public static final String REASON = "reason";

  /** Dead-letter header: where the record stood, as {@code topic/partition/offset}. */
  public static final String ORIGIN = "origin";

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
}
