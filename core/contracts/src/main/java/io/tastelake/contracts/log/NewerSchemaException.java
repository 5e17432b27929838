package io.tastelake.contracts.log;

/**
 * An event was written by a newer schema than this program knows. It is a good event: whoever
 * passed it over would lose it, so whoever meets it stops.
 */
public final class NewerSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NewerSchemaException(int version, int newest) {
    super(
        "The log holds an event of schema version %d, and this program reads versions up to %d. %s"
            .formatted(
                version,
                newest,
                "Upgrade it to the release that writes such events: jobs first, then API instances,"
                    + " as docs/operations.md says. Nothing is lost."));
  }
}
