package io.tastelake.batch.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.StoreConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every table that names users or sessions loses its rows of forgotten ones, and no other row. */
final class OnlineTracesTest {

  private static final String SHOP = "shopshopshopshopshop01";
  private static final DatabaseId DATABASE = new DatabaseId(SHOP);

  /** 2026-01-01, as Unix microseconds. */
  private static final long FORGOTTEN_AT = 1_767_225_600_000_000L;

  /** Tables that the API itself empties in the transaction that decides a FORGET. */
  private static final Set<String> EMPTIED_BY_THE_DECISION = Set.of("ratings", "resolved_sessions");

  /** Which rows of a table name someone. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("inferred_ratings", "user_id");
    NAMES.put("taste_vectors", "user_id");
    NAMES.put("tastes", "user_id");
    NAMES.put("refused_tastes", "reason");
    NAMES.put("refresh_tokens", "coalesce(frontend_user, frontend_session)");
    NAMES.put("forgets", "actor_id");
    NAMES.put("served_samples", "user_id");
    NAMES.put("shown_lists", "actor_id");
  }

  private static JobStore store;

  @BeforeAll
  static void start() throws Exception {
    store = new JobStore();
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
  }

  @BeforeEach
  void fill() {
    store.execute("DELETE FROM databases; DELETE FROM accounts; DELETE FROM forgets");
    store.execute(
        """
        INSERT INTO databases VALUES ('%1$s', 'shop', 'shop', '', 'text', 'text', 'text', now());
        INSERT INTO accounts VALUES ('front', 'shop', 'SERVICE', 'front', '', 'FRONTEND', now());
        INSERT INTO tastes VALUES
          ('%1$s', 'rated', 1, 1, '2025-12-31Z'), ('%1$s', 'folded', 1, 1, '2025-12-31Z'),
          ('%1$s', 'bare', 1, 1, '2025-12-31Z'), ('%1$s', 'back', 1, 2, '2026-01-02Z'),
          ('%1$s', 'stays', 1, 1, '2025-12-31Z');
        INSERT INTO inferred_ratings VALUES
          ('%1$s', 'rated', 'i', 7, 1), ('%1$s', 'back', 'i', 7, 1), ('%1$s', 'stays', 'i', 7, 1);
        INSERT INTO taste_vectors VALUES
          ('%1$s', 'folded', 'm', 1, 1, '{1}'), ('%1$s', 'back', 'm', 1, 2, '{1}'),
          ('%1$s', 'stays', 'm', 1, 1, '{1}');
        INSERT INTO refused_tastes VALUES
          ('%1$s', %2$d, 'bare', 1, '2025-12-31Z', '2025-12-31Z'),
          ('%1$s', %3$d, 'back', 1, '2025-12-31Z', '2026-01-02Z'),
          ('%1$s', %4$d, 'stays', 1, '2025-12-31Z', '2025-12-31Z');
        INSERT INTO refresh_tokens VALUES
          ('a', 'front', '%1$s', 'rated', NULL, '2026-01-01Z'::timestamptz + interval '29 days'),
          ('b', 'front', '%1$s', NULL, 'noon', '2026-01-01Z'::timestamptz + interval '29 days'),
          ('c', 'front', '%1$s', 'back', NULL, '2026-01-01Z'::timestamptz + interval '31 days'),
          ('d', 'front', '%1$s', 'stays', NULL, '2026-01-01Z'::timestamptz + interval '29 days');
        INSERT INTO served_samples (database_id, user_id, served_at, whole, served) VALUES
          ('%1$s', 'rated', '2025-12-31Z', true, '{}'), ('%1$s', 'back', '2026-01-02Z', true, '{}'),
          ('%1$s', 'stays', '2025-12-31Z', true, '{}');
        INSERT INTO shown_lists VALUES
          ('%1$s', '1', '2025-12-31Z', 'USER', 'rated', '', '{i}'),
          ('%1$s', '2', '2025-12-31Z', 'SESSION', 'noon', '', '{i}'),
          ('%1$s', '3', '2026-01-02Z', 'USER', 'back', '', '{i}'),
          ('%1$s', '4', '2025-12-31Z', 'USER', 'stays', '', '{i}');
        INSERT INTO forgets VALUES
          ('%1$s', 'USER', 'rated', '00000000-0000-0000-0000-000000000001', '2026-01-01Z'),
          ('%1$s', 'USER', 'back', '00000000-0000-0000-0000-000000000002', now());
        """
            .formatted(SHOP, hash("bare"), hash("back"), hash("stays")));
  }

  private static long hash(String user) {
    return ActorHash.of(DATABASE, Actor.of(new UserId(user)));
  }

  private static List<Forgotten> forgotten() {
    return List.of(
        forgotten(Actor.of(new UserId("rated"))),
        forgotten(Actor.of(new UserId("folded"))),
        forgotten(Actor.of(new UserId("bare"))),
        forgotten(Actor.of(new UserId("back"))),
        forgotten(Actor.of(new SessionId("noon"))));
  }

  private static Forgotten forgotten(Actor actor) {
    return new Forgotten(DATABASE, actor, 0, 9, FORGOTTEN_AT, FORGOTTEN_AT, Set.of("task"));
  }

  /** A table of the schema that names people is one that is emptied, here or by the decision. */
  @Test
  void knowsEveryTableThatNamesAnyone() {
    Set<String> naming =
        new TreeSet<>(
            store.rows(
                """
                SELECT DISTINCT table_name FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                  AND column_name ~ '(user|session|actor)' AND column_name NOT LIKE '%_id_type'
                """));
    Set<String> emptied = new TreeSet<>(EMPTIED_BY_THE_DECISION);
    emptied.addAll(NAMES.keySet());
    assertThat(naming).isEqualTo(emptied);
  }

  @Test
  void eachTableLosesWhatWasThereBeforeTheForgetAndKeepsTheRest() throws Exception {
    try (StoreConnection connection = store.tables().open()) {
      OnlineTraces traces = new OnlineTraces(connection, HeldLock.UNGUARDED);
      assertThat(traces.left(forgotten()))
          .as("rating, vector, refused update, two tokens")
          .isEqualTo(5);

      long deleted = traces.delete(forgotten());

      assertThat(deleted)
          .as("5 traces, 3 tombstones, 1 sample, 2 lists, 1 old FORGET")
          .isEqualTo(12);
      assertThat(traces.left(forgotten())).isZero();
    }
    NAMES.forEach(
        (table, name) ->
            assertThat(
                    store.rows("SELECT DISTINCT %s AS n FROM %s ORDER BY n".formatted(name, table)))
                .as(table)
                .isEqualTo(table.equals("forgets") ? List.of("back") : List.of("back", "stays")));
  }
}
