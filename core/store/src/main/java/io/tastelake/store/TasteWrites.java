package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.TasteReplacement.Whose;
import io.tastelake.store.WrittenTastes.Written;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Replaces the tastes of many users at once, in a number of statements that does not grow with
 * them. The first locks the users' rows in the order of ids, absent ones included; the others see
 * what was committed before they begin, so also what whoever held a row before has written.
 *
 * <p>It remembers what it wrote last of as many users as its budget allows. Each write leaves a
 * stamp in its rows of {@code tastes}, and anybody else's change removes it. So a user whose stamp
 * is that of the remembered write gets only what differs from it, and any other is compared in
 * full. Not thread-safe.
 */
public final class TasteWrites {

  /**
   * A pair (generation, revision) that is not smaller applies; users of databases that are gone are
   * passed over. Says which applied, the stamp that was there, and whether the user was forgotten
   * since what the writer knows; a writer remembers FORGETs for a day.
   */
  private static final String LOCK =
      """
      INSERT INTO tastes AS held (database_id, user_id, generation, revision, updated_at, stamp)
      SELECT present.id, given.user_id, given.generation, given.revision, clock_timestamp(), ?
      FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[])
        AS given(database_id, user_id, generation, revision)
      JOIN (SELECT id FROM databases WHERE id = ANY (?::text[]) FOR KEY SHARE) AS present
        ON present.id = given.database_id
      ORDER BY given.database_id COLLATE "C", given.user_id COLLATE "C"
      ON CONFLICT (database_id, user_id) DO UPDATE
      SET generation = EXCLUDED.generation, revision = EXCLUDED.revision,
        updated_at = EXCLUDED.updated_at, stamp = EXCLUDED.stamp, prior_stamp = held.stamp
      WHERE (held.generation, held.revision) <= (EXCLUDED.generation, EXCLUDED.revision)
      RETURNING database_id, user_id, prior_stamp,
        CASE WHEN forgotten_at > clock_timestamp() - interval '24 hours' THEN forgotten_at END
      """;

  private final WrittenTastes remembered;

  /**
   * Remembers nothing yet.
   *
   * @param budget how many ratings to remember at most, at 20 bytes each; 0 for none
   */
  public TasteWrites(long budget) {
    this.remembered = new WrittenTastes(budget);
  }

  /** How many users are remembered. */
  public int remembered() {
    return remembered.size();
  }

  /**
   * Replaces the tastes of users: all of them, or none if one fails.
   *
   * @param users each at most once
   */
  public void all(StoreConnection connection, Collection<TasteReplacement> users) {
    long stamp = UUID.randomUUID().getMostSignificantBits();
    List<TasteReplacement> ordered = List.copyOf(users);
    TasteChanges changes;
    try {
      changes = connection.inTransaction(transaction -> write(transaction, ordered, stamp));
    } catch (RuntimeException e) {
      ordered.forEach(user -> remembered.forget(user.whose()));
      throw e;
    }
    ordered.forEach(user -> remembered.forget(user.whose()));
    changes.written.stream()
        .filter(user -> !user.showsNothing())
        .forEach(user -> remembered.put(user, stamp));
  }

  private TasteChanges write(
      StoreConnection transaction, List<TasteReplacement> users, long stamp) {
    try {
      TasteChanges changes = changes(users, lock(transaction, users, stamp));
      TasteStatements statements = new TasteStatements(transaction.jdbc());
      statements.compareRatings(changes.compared);
      statements.putRatings(changes.changed);
      statements.deleteRatings(changes.gone);
      statements.deleteOtherVectors(changes.otherModels);
      statements.putVectors(changes.written);
      return changes;
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /**
   * A user's row as it was before this write.
   *
   * @param stamp 0 if nobody knows what is shown
   * @param forgotten whether the user was forgotten later than the writer knows
   */
  private record Before(long stamp, boolean forgotten) {}

  private static Map<Whose, Before> lock(
      StoreConnection transaction, List<TasteReplacement> users, long stamp) throws SQLException {
    Map<Whose, TasteReplacement> given = new HashMap<>(2 * users.size());
    users.forEach(user -> given.put(user.whose(), user));
    Map<Whose, Before> locked = new HashMap<>(2 * users.size());
    try (PreparedStatement statement = transaction.jdbc().prepareStatement(LOCK)) {
      statement.setLong(1, stamp);
      statement.setObject(2, TasteStatements.databases(users));
      statement.setObject(3, TasteStatements.users(users));
      statement.setObject(
          4, users.stream().mapToLong(user -> user.revision().generation()).toArray());
      statement.setObject(5, users.stream().mapToLong(user -> user.revision().number()).toArray());
      statement.setObject(
          6, users.stream().map(user -> user.database().value()).distinct().toArray(String[]::new));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Whose whose = new Whose(new DatabaseId(row.getString(1)), new UserId(row.getString(2)));
          locked.put(whose, new Before(row.getLong(3), isForgotten(row, given.get(whose))));
        }
      }
    }
    return locked;
  }

  private static boolean isForgotten(ResultSet row, TasteReplacement user) throws SQLException {
    Timestamp forgotten = row.getTimestamp(4);
    return forgotten != null && forgotten.toInstant().isAfter(user.forgottenAt());
  }

  private TasteChanges changes(List<TasteReplacement> users, Map<Whose, Before> locked) {
    TasteChanges changes = new TasteChanges();
    for (TasteReplacement user : users) {
      Before before = locked.get(user.whose());
      if (before == null) {
        continue;
      }
      if (before.forgotten()) {
        changes.add(user.showingNothing());
        continue;
      }
      Optional<Written> written = remembered.find(user.whose(), before.stamp());
      if (written.isPresent()) {
        changes.add(user, written.get());
      } else {
        changes.add(user);
      }
    }
    return changes;
  }
}
