package io.tastelake.store;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The table {@code forgets}: the FORGETs of the last day, and where they stand in the log. */
public final class ForgetsTable {

  private final StoreConnection connection;

  public ForgetsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** Where a FORGET stands in the log. */
  public record Place(InteractionId forget, Actor actor, int partition, long offset) {}

  /**
   * A FORGET that was decided.
   *
   * @param offset where it stands in the log; empty while it is not there yet
   */
  public record Decided(
      DatabaseId database,
      Actor actor,
      InteractionId forget,
      Instant forgottenAt,
      OptionalLong offset) {}

  /** Adds one FORGET for each of the actors. */
  public void add(
      DatabaseId database, InteractionId forget, Instant forgottenAt, List<Actor> actors) {
    int unused =
        connection.update(
            """
            INSERT INTO forgets (database_id, forget_id, forgotten_at, kind, actor_id)
            SELECT :database, :forget, :forgotten_at, kind, actor_id
            FROM unnest(:kinds::text[], :actors::text[]) AS a(kind, actor_id)
            """,
            update ->
                update
                    .bind("database", database)
                    .bind("forget", forget)
                    .bind("forgotten_at", forgottenAt)
                    .bind("kinds", Statements.texts(actors, actor -> actor.kind().name()))
                    .bind("actors", Statements.texts(actors, Actor::id)));
  }

  /** Notes where FORGETs stand; of one that was published twice the first place stays. */
  public void place(List<Place> places) {
    int unused =
        connection.update(
            """
            UPDATE forgets SET log_partition = at.log_partition, log_offset = at.log_offset
            FROM unnest(:forgets::uuid[], :kinds::text[], :actors::text[],
                        :partitions::integer[], :offsets::bigint[])
              AS at(forget_id, kind, actor_id, log_partition, log_offset)
            WHERE forgets.forget_id = at.forget_id AND forgets.kind = at.kind
              AND forgets.actor_id = at.actor_id AND forgets.log_offset IS NULL
            """,
            update ->
                update
                    .bind("forgets", Statements.texts(places, at -> at.forget().toString()))
                    .bind("kinds", Statements.texts(places, at -> at.actor().kind().name()))
                    .bind("actors", Statements.texts(places, at -> at.actor().id()))
                    .bind(
                        "partitions",
                        (Object) places.stream().map(Place::partition).toArray(Integer[]::new))
                    .bind(
                        "offsets",
                        (Object) places.stream().map(Place::offset).toArray(Long[]::new)));
  }

  /** The newest FORGET of an actor within the last day. */
  public Optional<InteractionId> newest(DatabaseId database, Actor actor) {
    return connection.query(
        """
        SELECT forget_id FROM forgets
        WHERE database_id = :database AND kind = :kind AND actor_id = :actor
        ORDER BY forgotten_at DESC LIMIT 1
        """,
        query ->
            query
                .bind("database", database)
                .bind("kind", actor.kind())
                .bind("actor", actor.id())
                .map((row, context) -> InteractionId.parse(row.getString(1)))
                .findFirst());
  }

  /** The actors with a FORGET beyond {@code covered}, or with one that is not in the log yet. */
  public List<Actor> beyond(DatabaseId database, Actor.Kind kind, LogPosition covered) {
    Map<Integer, Long> next = covered.next();
    return connection.query(
        """
        SELECT actor_id
        FROM forgets LEFT JOIN unnest(:partitions::integer[], :next::bigint[])
          AS covered(partition, next) ON log_partition = partition
        WHERE database_id = :database AND kind = :kind
          AND (log_offset IS NULL OR log_offset >= coalesce(next, 0))
        """,
        query ->
            query
                .bind("partitions", (Object) next.keySet().toArray(Integer[]::new))
                .bind("next", (Object) next.values().toArray(Long[]::new))
                .bind("database", database)
                .bind("kind", kind)
                .map((row, context) -> new Actor(kind, row.getString(1)))
                .list());
  }

  /** Gives {@code reader} each FORGET of the last day. */
  public void forEach(Consumer<Decided> reader) {
    connection
        .query(
            "SELECT database_id, kind, actor_id, forget_id, forgotten_at, log_offset FROM forgets",
            query -> query.map((row, context) -> decided(row)).list())
        .forEach(reader);
  }

  private static Decided decided(ResultSet row) throws SQLException {
    long offset = row.getLong("log_offset");
    OptionalLong place = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(offset);
    return new Decided(
        new DatabaseId(row.getString("database_id")),
        new Actor(Actor.Kind.valueOf(row.getString("kind")), row.getString("actor_id")),
        InteractionId.parse(row.getString("forget_id")),
        row.getObject("forgotten_at", OffsetDateTime.class).toInstant(),
        place);
  }

  /** Those in the log are in the lake: their places were of another log. */
  public void settle() {
    int unused =
        connection.update(
            "UPDATE forgets SET log_partition = 0, log_offset = -1 WHERE log_offset IS NOT NULL",
            update -> update);
  }

  /** Deletes what is older than a day and an hour; says how many rows. No cursor lives so long. */
  public int deleteOld() {
    return connection.update(
        "DELETE FROM forgets WHERE forgotten_at < clock_timestamp() - interval '25 hours'",
        update -> update);
  }

  /** Deletes all FORGETs of a database, which do not go with it. */
  public void deleteOf(DatabaseId database) {
    int unused =
        connection.update(
            "DELETE FROM forgets WHERE database_id = :database",
            update -> update.bind("database", database));
  }
}
