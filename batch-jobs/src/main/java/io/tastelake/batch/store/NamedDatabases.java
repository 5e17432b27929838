package io.tastelake.batch.store;

import io.tastelake.batch.JobFailedException;
import io.tastelake.domain.identity.DatabaseId;
import java.util.Collection;

/** The databases that a job is asked to work on. */
public final class NamedDatabases {

  private NamedDatabases() {}

  /**
   * Makes sure that those {@code named} are among those that the online store {@code knows}.
   *
   * @throws JobFailedException if one is not
   */
  public static void require(Collection<DatabaseId> named, Collection<DatabaseId> knows) {
    for (DatabaseId database : named) {
      if (!knows.contains(database)) {
        throw new JobFailedException(
            "There is no database " + database.value() + " in the online store.",
            "Check --database, or leave it out for all databases.");
      }
    }
  }
}
