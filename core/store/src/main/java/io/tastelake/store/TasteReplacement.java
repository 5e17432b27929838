package io.tastelake.store;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All that is to be shown of one user, in place of what is, unless that is of a newer state.
 *
 * @param forgottenAt when the newest FORGET that the writer knows was decided
 * @param ratings the inferred ones
 * @param vectors by model
 */
public record TasteReplacement(
    DatabaseId database,
    UserId user,
    Revision revision,
    Instant forgottenAt,
    Map<ItemId, Rating> ratings,
    Map<String, float[]> vectors) {

  /** The order in which everybody locks users. */
  private static final Comparator<TasteReplacement> LOCK_ORDER =
      Comparator.<TasteReplacement, String>comparing(each -> each.database().value())
          .thenComparing(each -> each.user().value());

  /**
   * Replaces the tastes of users: all of them, or none if one fails.
   *
   * @param users each at most once
   */
  public static void all(StoreConnection connection, Collection<TasteReplacement> users) {
    List<TasteReplacement> ordered = users.stream().sorted(LOCK_ORDER).toList();
    boolean unused =
        connection.inTransaction(
            transaction -> {
              replace(transaction, ordered);
              return true;
            });
  }

  private static void replace(StoreConnection transaction, List<TasteReplacement> users) {
    try (PreparedStatement statement =
        transaction.jdbc().prepareStatement(TasteTable.REPLACE_TASTE)) {
      for (TasteReplacement user : users) {
        user.fill(statement);
        statement.addBatch();
      }
      int[] unused = statement.executeBatch();
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private void fill(PreparedStatement statement) throws SQLException {
    statement.setString(1, user.value());
    statement.setLong(2, revision.generation());
    statement.setLong(3, revision.number());
    statement.setString(4, database.value());
    statement.setObject(5, forgottenAt.atOffset(ZoneOffset.UTC));
    fillRatings(statement);
    fillVectors(statement);
  }

  private void fillRatings(PreparedStatement statement) throws SQLException {
    String[] items = new String[ratings.size()];
    double[] values = new double[items.length];
    double[] timestamps = new double[items.length];
    int next = 0;
    for (Map.Entry<ItemId, Rating> rating : ratings.entrySet()) {
      items[next] = rating.getKey().value();
      values[next] = rating.getValue().value();
      timestamps[next++] = rating.getValue().timestamp();
    }
    statement.setObject(6, items);
    statement.setObject(7, values);
    statement.setObject(8, timestamps);
  }

  private void fillVectors(PreparedStatement statement) throws SQLException {
    String[] models = new String[vectors.size()];
    String[] spelled = new String[models.length];
    int next = 0;
    for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
      models[next] = vector.getKey();
      spelled[next++] = TasteVectorsTable.spelled(vector.getValue());
    }
    statement.setObject(9, models);
    statement.setObject(10, spelled);
  }
}
