package io.tastelake.batch.taste;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.Explanation;
import io.tastelake.batch.SharedSpark;
import io.tastelake.domain.identity.DatabaseId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The job over a small table of ratings, and over none. */
final class EvaluateJobTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final DatabaseId OTHER = DatabaseId.of(new UUID(2, 2));
  private static final int USERS = 6;
  private static final int ITEMS = 6;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Path lake, String... options) {
    List<String> all = new ArrayList<>(List.of("--lake", lake.toUri().toString()));
    all.addAll(List.of("--rank", "2", "--iterations", "1"));
    all.addAll(List.of(options));
    return new CommandLine(new EvaluateJob())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (failure, command, arguments) -> {
              command.getErr().println(Explanation.of(failure));
              return 1;
            })
        .execute(all.toArray(String[]::new));
  }

  /** Each user likes every other item, one item after the other. */
  private static List<Row> ratings() {
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        double rating = (user + item) % 2 == 0 ? 9 : 2;
        double ratedAt = 10 * item + user;
        rows.add(
            RowFactory.create(
                SHOP.value(), "user-" + user, "item-" + item, rating, ratedAt, false));
      }
    }
    return rows;
  }

  @Test
  void addsNothingTheSecondTimeAndSaysSo() throws IOException {
    RatingRows.write(SharedSpark.session(), folder, ratings());

    assertThat(run(folder)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(Evaluation.POPULARITY, "\"centre\":5.5")
        .doesNotContain("evaluated_before");
    assertThat(commits()).isOne();

    assertThat(run(folder)).isZero();
    assertThat(err.toString()).contains("database " + SHOP.value(), "nothing added");
    assertThat(out.toString()).contains("\"evaluated_before\":");
    assertThat(commits()).isOne();

    assertThat(run(folder, "--database", OTHER.value())).isOne();
    assertThat(err.toString())
        .contains("Database " + OTHER.value() + " has no ratings", "--database");
  }

  private long commits() throws IOException {
    try (Stream<Path> log = Files.list(folder.resolve("evaluations/_delta_log"))) {
      return log.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  @Test
  void createsNothingWhereThereIsNoLake() {
    Path mistyped = folder.resolve("leak");
    assertThat(run(mistyped)).isOne();
    assertThat(err.toString()).contains("There are no ratings", "recompute-ratings", "--lake");
    assertThat(mistyped).doesNotExist();
  }
}
