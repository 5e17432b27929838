package io.tastelake.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.outcome.FollowUp;
import io.tastelake.domain.outcome.ShownList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table {@code shown_lists}: lists of recommendations that were shown, for some days. */
public final class ShownListsTable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Among how many of an actor's lists before an act the one that it came of is looked for. */
  private static final int LAST_LISTS = 200;

  private final StoreConnection connection;

  public ShownListsTable(StoreConnection connection) {
    this.connection = connection;
  }

  /** How many lists were shown on a day (UTC) in a scenario. */
  public record Shown(DatabaseId database, LocalDate day, String scenario, long amount) {}

  /**
   * Adds lists, but for those of databases that are gone and of actors who were forgotten in the
   * last day: what is on its way must not bring back an id that was erased.
   *
   * @return how many it added
   */
  public int add(List<NotedList> lists) {
    return connection.update(
        """
        INSERT INTO shown_lists (database_id, id, shown_at, actor_kind, actor_id, scenario, items)
        SELECT database_id, list_id, to_timestamp(shown_at), actor_kind, actor_id, scenario,
          ARRAY(SELECT jsonb_array_elements_text(items::jsonb))
        FROM unnest(:databases::text[], :lists::text[], :times::float8[], :kinds::text[],
            :actors::text[], :scenarios::text[], :items::text[])
          AS new(database_id, list_id, shown_at, actor_kind, actor_id, scenario, items)
        JOIN databases ON databases.id = new.database_id
        WHERE NOT EXISTS (
          SELECT FROM forgets WHERE forgets.database_id = new.database_id
            AND forgets.kind = new.actor_kind AND forgets.actor_id = new.actor_id)
        """,
        update ->
            update
                .bind("databases", Statements.texts(lists, each -> each.list().database().value()))
                .bind("lists", Statements.texts(lists, each -> each.list().id()))
                .bind(
                    "times", Statements.texts(lists, each -> String.valueOf(each.list().shownAt())))
                .bind("kinds", Statements.texts(lists, each -> kind(each.list().actor())))
                .bind("actors", Statements.texts(lists, each -> id(each.list().actor())))
                .bind("scenarios", Statements.texts(lists, NotedList::scenario))
                .bind("items", Statements.texts(lists, each -> json(each.list().items()))));
  }

  private static String kind(Optional<Actor> actor) {
    return actor.map(known -> known.kind().name()).orElse(null);
  }

  private static String id(Optional<Actor> actor) {
    return actor.map(Actor::id).orElse(null);
  }

  private static String json(Collection<ItemId> items) {
    ArrayNode array = JSON.createArrayNode();
    items.forEach(item -> array.add(item.value()));
    return array.toString();
  }

  /**
   * The lists that {@code acts} name, whether they may or not, and of each act the list that its
   * actor was shown last before it with its item, at most {@link ShownList#WINDOW} ago and among
   * the last {@link #LAST_LISTS}.
   */
  public List<NotedList> behind(List<FollowUp> acts) {
    return connection.query(
        """
        WITH acts AS (
          SELECT database_id, kind, actor_id, item_id, to_timestamp(at) AS at, named
          FROM unnest(:databases::text[], :kinds::text[], :actors::text[], :items::text[],
              :times::float8[], :named::text[])
            AS act(database_id, kind, actor_id, item_id, at, named)),
        wanted AS (
          SELECT database_id, named AS id FROM acts WHERE named IS NOT NULL
          UNION
          SELECT last.database_id, last.id FROM acts CROSS JOIN LATERAL (
            SELECT database_id, id FROM (
              SELECT database_id, id, shown_at, items FROM shown_lists
              WHERE database_id = acts.database_id AND actor_id = acts.actor_id
                AND actor_kind = acts.kind
                AND shown_at BETWEEN acts.at - make_interval(secs => :window) AND acts.at
              ORDER BY shown_at DESC, id DESC LIMIT :lists) AS newest
            WHERE acts.item_id = ANY (items)
            ORDER BY shown_at DESC, id DESC LIMIT 1) AS last)
        SELECT shown_lists.*, extract(epoch FROM shown_at)::float8 AS seconds
        FROM shown_lists JOIN wanted USING (database_id, id)
        """,
        query ->
            query
                .bind("databases", Statements.texts(acts, act -> act.database().value()))
                .bind("kinds", Statements.texts(acts, act -> act.actor().kind().name()))
                .bind("actors", Statements.texts(acts, act -> act.actor().id()))
                .bind("items", Statements.texts(acts, act -> act.item().value()))
                .bind("times", Statements.texts(acts, act -> String.valueOf(act.timestamp())))
                .bind("named", Statements.texts(acts, act -> act.named().orElse(null)))
                .bind("window", ShownList.WINDOW)
                .bind("lists", LAST_LISTS)
                .map((row, context) -> read(row))
                .list());
  }

  private static NotedList read(ResultSet row) throws SQLException {
    Set<ItemId> items = new LinkedHashSet<>();
    for (String item : (String[]) row.getArray("items").getArray()) {
      items.add(new ItemId(item));
    }
    String id = row.getString("actor_id");
    Optional<Actor> actor =
        Optional.ofNullable(row.getString("actor_kind"))
            .map(kind -> new Actor(Actor.Kind.valueOf(kind), id));
    return new NotedList(
        new ShownList(
            new DatabaseId(row.getString("database_id")),
            row.getString("id"),
            actor,
            row.getDouble("seconds"),
            items),
        row.getString("scenario"));
  }

  /**
   * How many lists were shown from a day (UTC) on, by database, day and scenario.
   *
   * @param scenarios of a database's day at most so many, those of most lists
   */
  public List<Shown> counts(LocalDate from, int scenarios) {
    return connection.query(
        """
        SELECT * FROM (
          SELECT database_id, day, scenario, count(*) AS amount,
            row_number() OVER (
              PARTITION BY database_id, day ORDER BY count(*) DESC, scenario COLLATE "C") AS place
          FROM (
            SELECT database_id, (shown_at AT TIME ZONE 'UTC')::date AS day, scenario
            FROM shown_lists WHERE shown_at >= :from) AS shown
          GROUP BY database_id, day, scenario) AS counted
        WHERE place <= :scenarios ORDER BY database_id, day, place
        """,
        query ->
            query
                .bind("from", begin(from))
                .bind("scenarios", scenarios)
                .map(
                    (row, context) ->
                        new Shown(
                            new DatabaseId(row.getString("database_id")),
                            row.getObject("day", LocalDate.class),
                            row.getString("scenario"),
                            row.getLong("amount")))
                .list());
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Deletes those shown before a moment; says how many. */
  public int deleteOlder(Instant than) {
    return connection.update(
        "DELETE FROM shown_lists WHERE shown_at < :than", update -> update.bind("than", than));
  }

  /**
   * Deletes what was shown to forgotten actors before their FORGETs and, as clocks differ, in the
   * minute after; says how many.
   */
  public long deleteOfForgotten(List<ForgottenActor> actors) {
    return connection.update(
        """
        DELETE FROM shown_lists
        USING unnest(:databases::text[], :kinds::text[], :actors::text[], :times::timestamptz[])
          AS forgotten(database_id, kind, actor_id, forgotten_at)
        WHERE shown_lists.database_id = forgotten.database_id
          AND shown_lists.actor_id = forgotten.actor_id
          AND shown_lists.actor_kind = forgotten.kind
          AND shown_at < forgotten_at + interval '1 minute'
        """,
        update ->
            update
                .bind("databases", ForgottenActor.databases(actors))
                .bind("kinds", Statements.texts(actors, each -> each.actor().kind().name()))
                .bind("actors", ForgottenActor.ids(actors))
                .bind("times", ForgottenActor.times(actors)));
  }
}
