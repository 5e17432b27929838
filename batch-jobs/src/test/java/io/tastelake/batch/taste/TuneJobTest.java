package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.Main;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.ModelSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The search over users of four tastes, which one factor cannot tell apart. */
final class TuneJobTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final DatabaseId SMALL = DatabaseId.of(new UUID(2, 2));
  private static final int TASTES = 4;
  private static final int USERS = 160;
  private static final int ITEMS = 80;
  private static final ModelSettings ONE_FACTOR =
      new ModelSettings(
          OptionalInt.of(1), OptionalInt.of(3), OptionalDouble.of(1), OptionalDouble.of(0.1));

  private static final String PARAMETERS =
      "{\"interaction_types\": {\"view\": {\"strength\": 1}}, \"saturation\": 1}";

  private static JobStore store;

  @TempDir Path lake;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    store = new JobStore();
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
  }

  @BeforeEach
  void reset() {
    store.reset(List.of(SHOP, SMALL));
  }

  private int run(String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all =
        new ArrayList<>(List.of("tune", "--lake", lake.toUri().toString(), "--store", store.url()));
    all.addAll(List.of("--store-user", "postgres"));
    all.addAll(List.of(options));
    CommandLine jobs = Main.commandLine();
    return jobs.setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private static List<Row> ratings(DatabaseId database, int users) {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      for (int item = 0; item < ITEMS; item++) {
        boolean own = user % TASTES == item % TASTES;
        if (random.nextDouble() < (own ? 0.6 : 0.03)) {
          double ratedAt = random.nextInt(1_000_000);
          rows.add(
              RowFactory.create(
                  database.value(), "user-" + user, "item-" + item, 9.0, ratedAt, false));
        }
      }
    }
    return rows;
  }

  private ModelSettings settings() {
    return new ModelStore(store).wanted(SHOP);
  }

  @Test
  void whatIsBetterBeyondNoiseIsSetAndNothingElse() {
    List<Row> rows = ratings(SHOP, USERS);
    rows.addAll(ratings(SMALL, 20));
    RatingRows.write(SharedSpark.session(), lake, rows);
    assertThat(new ModelStore(store).tune(SHOP, ONE_FACTOR, als(ONE_FACTOR))).isFalse();
    assertThat(settings()).isEqualTo(ModelSettings.NONE);
    put(ONE_FACTOR);
    store.parameters(SHOP, PARAMETERS);

    String[] search = {"--trials", "5", "--ranks", "6", "--alpha-range", "1:3"};
    assertThat(run("--database", SHOP.value(), "--trials", "2", "--ranks", "6", "--dry-run"))
        .as(err.toString())
        .isZero();
    assertThat(err.toString()).contains("this was a dry run");
    assertThat(settings()).isEqualTo(ONE_FACTOR);
    assertThat(noted()).isEmpty();

    assertThat(run(search)).as(err.toString()).isZero();
    ModelSettings found = settings();
    assertThat(found.rank()).hasValue(6);
    assertThat(found.iterations()).hasValue(3);
    assertThat(found.alpha().orElseThrow()).isBetween(1.0, 3.0);
    assertThat(err.toString())
        .contains("they are its model settings now", "database " + SMALL.value() + ": too few")
        .contains("trial 5: rank 6");
    assertThat(out.toString().lines().filter(line -> line.startsWith(SHOP.value())))
        .as("5 trials with 2 sweeps, then the best 2 of 4 and the present ones with all 3")
        .hasSize(8);
    assertThat(out.toString()).contains("\"present\":{\"rank\":1,", "\"best\":{\"rank\":6,");
    assertThat(noted())
        .containsExactly(SHOP.value() + "|MODEL_SETTINGS|SET|8|1|1|" + found.rank().getAsInt());

    assertThat(
            run(
                "--database",
                SHOP.value(),
                "--trials",
                "2",
                "--ranks",
                "6",
                "--alpha-range",
                "1:3"))
        .isZero();
    assertThat(err.toString()).contains("not better beyond noise: the present settings stay");
    assertThat(settings()).isEqualTo(found);
    assertThat(
            store.rows(
                "SELECT parameters = ?::jsonb FROM implicit_to_explicit_parameters", PARAMETERS))
        .as("nobody asked for other ones")
        .containsExactly("t");
    assertThat(noted())
        .containsExactly(
            SHOP.value() + "|MODEL_SETTINGS|KEPT|2|1|" + found.rank().getAsInt() + "|6");
  }

  /** Whose search came to what: how many trials, the first with which rank, the last with which. */
  private static List<String> noted() {
    return store.rows(
        "SELECT database_id, search, outcome, jsonb_array_length(trials), trials->0->>'trial',"
            + " trials->0->>'rank', trials->-1->>'rank' FROM tunings ORDER BY search");
  }

  private static AlsSettings als(ModelSettings wanted) {
    return new AlsSettings(2, 2, 1, 1, 1).asWantedBy(wanted);
  }

  private void put(ModelSettings settings) {
    store.execute(
        "INSERT INTO model_settings VALUES (?, ?::int, ?::int, ?::float8, ?::float8, now())",
        SHOP.value(),
        settings.rank().getAsInt(),
        settings.iterations().getAsInt(),
        settings.alpha().getAsDouble(),
        settings.lambda().getAsDouble());
  }

  @Test
  void aWrongOptionIsRefusedBeforeAnythingBegins() {
    assertThat(run("--trials", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--trials must be at least 2, not 1.");
    assertThat(run("--ranks", "300")).isEqualTo(2);
    assertThat(err.toString()).contains("--ranks must be numbers from 1 to 256");
    assertThat(run("--alpha-range", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("--alpha-range is the lowest and the highest value");
    assertThat(run("--test-share", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--test-share must lie between 0 and 1");
    assertThat(lake).isEmptyDirectory();
  }
}
