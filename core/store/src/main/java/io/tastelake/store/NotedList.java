package io.tastelake.store;

import io.tastelake.domain.outcome.ShownList;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A list that was shown, and where.
 *
 * @param scenario of the request; {@link #NO_SCENARIO} if it named none
 */
public record NotedList(ShownList list, String scenario) {

  public static final String NO_SCENARIO = "";

  /** The day that it counts for, UTC. */
  public LocalDate day() {
    return LocalDate.ofInstant(
        Instant.ofEpochSecond((long) Math.floor(list.shownAt())), ZoneOffset.UTC);
  }
}
