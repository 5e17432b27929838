package io.tastelake.store;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code served_samples}: some of what was served, until it is judged and some days. */
public final class ServedSamplesTable {

  private final StoreConnection connection;

  public ServedSamplesTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** A sample with its number. */
  public record Row(long id, ServedSample sample) {}

  /**
   * Adds samples, but for those of databases that are gone and of users who were forgotten in the
   * last day: what is on its way must not bring back an id that was erased.
   *
   * @return how many it added
   */
  public int add(List<ServedSample> samples) {
    return connection.update(
        """
        INSERT INTO served_samples (database_id, user_id, served_at, model_id, whole, served)
        SELECT id, user_id, served_at, model_id, whole, served
        FROM unnest(:databases::text[], :users::text[], :times::timestamptz[], :models::text[],
            :whole::boolean[], :served::text[])
          AS new(database_id, user_id, served_at, model_id, whole, served)
        JOIN databases ON id = new.database_id
        WHERE NOT EXISTS (
          SELECT FROM forgets WHERE forgets.database_id = id AND kind = 'USER' AND actor_id = user_id)
        """,
        update ->
            update
                .bind("databases", Statements.texts(samples, each -> each.database().value()))
                .bind("users", Statements.texts(samples, each -> each.user().value()))
                .bind("times", Statements.texts(samples, each -> each.at().toString()))
                .bind("models", Statements.texts(samples, each -> each.model().orElse(null)))
                .bind("whole", Statements.texts(samples, each -> String.valueOf(each.whole())))
                .bind("served", Statements.texts(samples, ServedSample::served)));
  }

  /** The first that are not judged yet, served until a moment. */
  public List<Row> toJudge(Instant until, int amount) {
    return connection.query(
        """
        SELECT * FROM served_samples WHERE verdict IS NULL AND served_at <= :until
        ORDER BY id LIMIT :amount
        """,
        query ->
            query
                .bind("until", until)
                .bind("amount", amount)
                .map((row, context) -> read(row))
                .list());
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        new ServedSample(
            new DatabaseId(row.getString("database_id")),
            new UserId(row.getString("user_id")),
            row.getObject("served_at", OffsetDateTime.class).toInstant(),
            Optional.ofNullable(row.getString("model_id")),
            row.getBoolean("whole"),
            row.getString("served")));
  }

  /**
   * Notes verdicts.
   *
   * @return how many of the samples are still there and had none
   */
  public int judge(Map<Long, ServedVerdict> verdicts) {
    List<Map.Entry<Long, ServedVerdict>> each = List.copyOf(verdicts.entrySet());
    return connection.update(
        """
        UPDATE served_samples SET verdict = judged.verdict
        FROM unnest(:ids::bigint[], :verdicts::text[]) AS judged(id, verdict)
        WHERE served_samples.id = judged.id AND served_samples.verdict IS NULL
        """,
        update ->
            update
                .bind("ids", Statements.texts(each, one -> one.getKey().toString()))
                .bind("verdicts", Statements.texts(each, one -> one.getValue().name())));
  }

  /** Deletes those served before a moment; says how many. */
  public int deleteOlder(Instant than) {
    return connection.update(
        "DELETE FROM served_samples WHERE served_at < :than", update -> update.bind("than", than));
  }

  /**
   * Deletes what was served of forgotten users before their FORGETs and, as clocks differ, in the
   * minute after; says how many.
   */
  public long deleteOfForgotten(List<ForgottenActor> actors) {
    List<ForgottenActor> users =
        actors.stream().filter(actor -> actor.actor().kind() == Actor.Kind.USER).toList();
    return connection.update(
        """
        DELETE FROM served_samples
        USING unnest(:databases::text[], :users::text[], :times::timestamptz[])
          AS forgotten(database_id, user_id, forgotten_at)
        WHERE served_samples.database_id = forgotten.database_id
          AND served_samples.user_id = forgotten.user_id
          AND served_at < forgotten_at + interval '1 minute'
        """,
        update ->
            update
                .bind("databases", ForgottenActor.databases(users))
                .bind("users", ForgottenActor.ids(users))
                .bind("times", ForgottenActor.times(users)));
  }
}
