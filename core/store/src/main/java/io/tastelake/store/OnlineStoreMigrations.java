package io.tastelake.store;

/** Where the online store's schema is kept: versioned SQL scripts, applied in order by Flyway. */
public final class OnlineStoreMigrations {

  /** The scripts' place on the class path, as Flyway spells it. */
  public static final String LOCATION = "classpath:db/migration";

  private OnlineStoreMigrations() {}
}
