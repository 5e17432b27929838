package io.tastelake.domain.identity;

import java.util.List;

/** Actors that share one {@link ActorHash}, found by trying 40 million ids. */
public final class Collisions {

  /** Databases of one range. */
  public static final List<DatabaseId> DATABASES =
      List.of(new DatabaseId("AAAAAAEjRWcAAAAAAAACuQ"), new DatabaseId("AAAAAAEjRWcAAAAAAAAHrg"));

  /** Users of one point, in whatever database. */
  public static final List<UserId> USERS = List.of(new UserId("u3413477"), new UserId("u34177773"));

  /** Sessions of one point, in whatever database. */
  public static final List<SessionId> SESSIONS =
      List.of(new SessionId("u10200841"), new SessionId("u34695997"));

  private Collisions() {}
}
