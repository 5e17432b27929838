package io.tastelake.store;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Locks of users on all instances, held until the transaction ends. The users of a database share
 * 1,024 of them, so nothing is left behind of any user, and no database waits for another's; many
 * are taken in one order, so no two transactions wait for each other.
 */
public final class UserLocks {

  /** Tells these advisory locks from others. */
  private static final int LOCK_CLASS = 0x75736572;

  private static final int DATABASE_MIXER = 0x9E3779B1;

  private static final int STRIPES = 1024;

  private UserLocks() {}

  /** Waits for the locks of these users. */
  public static void take(
      StoreConnection transaction, DatabaseId database, Collection<UserId> users) {
    Integer[] stripes =
        users.stream()
            .map(user -> stripe(database, user))
            .sorted()
            .distinct()
            .toArray(Integer[]::new);
    new StoreLocks(transaction).take(lockClass(database), stripes);
  }

  /** The users in the order of their locks: parts of this list hold few locks each. */
  public static List<UserId> inOrder(DatabaseId database, Collection<UserId> users) {
    return users.stream().sorted(Comparator.comparingInt(user -> stripe(database, user))).toList();
  }

  private static int stripe(DatabaseId database, UserId user) {
    return Math.floorMod(ActorHash.of(database, Actor.of(user)), STRIPES);
  }

  /** Two databases rarely have one, and then only wait for each other. */
  private static int lockClass(DatabaseId database) {
    return LOCK_CLASS ^ database.value().hashCode() * DATABASE_MIXER;
  }
}
