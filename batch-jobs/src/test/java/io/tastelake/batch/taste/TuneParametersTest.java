package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.Main;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.rating.DatabaseHistory;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.store.ParametersJson;
import io.tastelake.testkit.lake.TestLake;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People look at anything, buy what they like, and the parameters believe what they look at. */
final class TuneParametersTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));

  /** The first weights that follow from it make much of purchases and little of looks. */
  private static final String BUYS_COUNT = "69812";

  private static final int TASTES = 4;
  private static final int USERS = 100;
  private static final int ITEMS = 60;
  private static final String LOOKS_COUNT =
      """
      {"interaction_types": {"look": {"strength": 10}, "buy": {"strength": 0.2}},
       "half_life_days": null, "saturation": 10}
      """;

  private static JobStore store;
  private static TestLake lake;

  @TempDir static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void fill() throws Exception {
    store = new JobStore();
    store.reset(List.of(SHOP));
    store.parameters(SHOP, LOOKS_COUNT);
    lake = TestLake.in(folder, "b8tRS7h4TJ2Vt43Dp85v2A");
    lake.append(events());
    try (DatabaseHistory history = new DatabaseHistory(SharedSpark.session(), lake.root(), SHOP)) {
      RatingRows.write(
          SharedSpark.session(),
          Path.of(lake.root()),
          history.ratings(ParametersJson.parse(LOOKS_COUNT), Dataset::collectAsList));
    }
  }

  @AfterAll
  static void close() throws Exception {
    lake.close();
    store.close();
  }

  private static List<LoggedEvent> events() {
    Random random = new Random(3);
    List<LoggedEvent> events = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        if (user % TASTES == item % TASTES && random.nextDouble() < 0.6) {
          events.add(event(events.size(), user, item, "buy", random.nextInt(1_000_000)));
        } else if (random.nextDouble() < 0.1) {
          events.add(event(events.size(), user, item, "look", random.nextInt(1_000_000)));
        }
      }
    }
    return events;
  }

  private static LoggedEvent event(int offset, int user, int item, String type, double at) {
    Interaction interaction =
        new Interaction(
            new InteractionId(new UUID(7, offset)), new ItemId("" + item), type, at, "{}");
    return new LoggedEvent(
        0,
        offset,
        InteractionEvent.record(
            SHOP, Actor.of(new UserId("" + user)), interaction, 1_000_000L * offset));
  }

  private int run(String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all =
        new ArrayList<>(List.of("tune", "--lake", lake.root().toString(), "--store", store.url()));
    all.addAll(List.of("--store-user", "postgres", "--iterations", "3", "--ranks", "6"));
    all.addAll(List.of("--rank", "6", "--alpha", "3", "--alpha-range", "3:3"));
    all.addAll(List.of("--search-parameters", "--trials", "2", "--seed", BUYS_COUNT));
    all.addAll(List.of(options));
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private static ImplicitToExplicitParameters parameters() {
    return ParametersJson.parse(
        store.value("SELECT parameters::text FROM implicit_to_explicit_parameters"));
  }

  private static List<String> noted() {
    return store.rows(
        "SELECT search, outcome, jsonb_array_length(trials),"
            + " trials->0->'implicit_to_explicit'->'interaction_types'->'look'->>'strength'"
            + " FROM tunings WHERE search = 'IMPLICIT_TO_EXPLICIT'");
  }

  @Test
  void weightsThatAreBetterBeyondNoiseAreSetAndNothingElse() {
    store.execute("UPDATE implicit_to_explicit_parameters SET applied_at = now()");

    assertThat(run("--strength-factor", "100")).as(err.toString()).isZero();
    ImplicitToExplicitParameters found = parameters();
    assertThat(err.toString())
        .contains("they are its implicit-to-explicit parameters now, and all ratings follow");
    assertThat(strength(found, "buy")).isGreaterThan(strength(found, "look"));
    assertThat(found.saturation()).isEqualTo(10);
    assertThat(store.rows("SELECT FROM implicit_to_explicit_parameters WHERE applied_at IS NULL"))
        .as("all ratings follow later")
        .hasSize(1);
    assertThat(noted().get(0)).isEqualTo("IMPLICIT_TO_EXPLICIT|SET|2|10.0");
    assertThat(out.toString())
        .contains("buy 0.2, look 10.0, no half-life", "\"parameters\":{\"present\":");

    assertThat(run("--strength-factor", "1")).isZero();
    assertThat(err.toString()).contains("not better beyond noise: the present settings stay");
    assertThat(parameters()).isEqualTo(found);
    assertThat(noted().get(0)).startsWith("IMPLICIT_TO_EXPLICIT|KEPT|2|");
  }

  private static double strength(ImplicitToExplicitParameters parameters, String type) {
    return parameters.weights().get(type).strength();
  }
}
