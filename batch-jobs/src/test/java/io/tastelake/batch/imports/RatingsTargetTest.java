package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.Summary;
import io.tastelake.batch.store.DatabaseNames;
import io.tastelake.batch.store.JobStore;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.store.OutboxTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ratings of files become given ratings, by the decision that PUT makes. */
class RatingsTargetTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(0, 1));
  private static final DatabaseId TWIN = DatabaseId.of(new UUID(0, 2));
  private static final DatabaseId OTHER = DatabaseId.of(new UUID(0, 3));

  private static JobStore store;
  private static SparkSession spark;

  @TempDir Path folder;

  @Command
  private static final class Holder {
    @Mixin private ImportOptions options;
  }

  @BeforeAll
  static void start() throws Exception {
    store = new JobStore();
    spark = SharedSpark.session();
    store.execute("INSERT INTO organizations VALUES ('mill', 'mill', now())");
    add(DATABASE, "films", "shop");
    add(TWIN, "twins", "shop");
    add(OTHER, "twins", "mill");
  }

  private static void add(DatabaseId database, String name, String organization) {
    store.execute(
        "INSERT INTO databases VALUES (?, ?, ?, '', 'uint32', 'text64', 'uuid', now())",
        database.value(),
        organization,
        name);
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  private Summary imported(Path input, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--input", input.toString(), "--database", "films", "--as", "ratings"));
    arguments.addAll(List.of(more));
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments.toArray(String[]::new));
    holder.options.check();
    DatabaseId database =
        DatabaseNames.resolve(Set.of(holder.options.database()), store).iterator().next();
    ImportConfig config =
        holder.options.config(database.value(), ImportedDatabase.idTypes(database, store), 1);
    io.tastelake.batch.imports.Files files =
        new io.tastelake.batch.imports.Files(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    ImportTopology topology = new ImportTopology(spark, config, files);
    return new Import(topology, config, files, BadFiles.Policy.FAIL, sentence -> {})
        .run(
            input.toString(),
            null,
            null,
            () -> new RatingsTarget(topology, config, files, store.tables()));
  }

  @Test
  void ratingsAreMappedToTheScaleAndTheLastOneHolds() throws Exception {
    Files.writeString(
        folder.resolve("a.csv"),
        """
        userId,movieId,rating,timestamp
        1,Heat,0.5,964982703
        1,Ran,5,964982704
        1,Heat,2.75,964982705
        2,Ran,6,964982706
        2,Ran,,964982706
        2,Heat,1e0,2001-09-09T01:46:40Z
        ann,Ran,3,964982706
        """);
    Files.writeString(
        folder.resolve("b.jsonl"),
        """
        {"userId": 2, "movieId": "Heat", "rating": 4.5, "timestamp": null, "more": []}
        {"userId": 3, "movieId": "Heat", "rating": "much"}
        """);
    Summary summary = imported(folder, "--map", "user=userId,item=movieId", "--scale", "0.5:5");
    assertThat(summary.toString()).contains("\"rows\":9,\"sound\":5,\"rejected\":4");
    assertThat(
            store.rows(
                "SELECT user_id, item_id, rating FROM ratings WHERE database_id = ? ORDER BY 1, 2",
                DATABASE.value()))
        .containsExactly("1|Heat|5.5", "1|Ran|10", "2|Heat|9");
    assertThat(store.rows("SELECT rated_at FROM ratings WHERE user_id = '1' AND item_id = 'Heat'"))
        .containsExactly("964982705");
    assertThat(published())
        .containsExactlyInAnyOrder("1 Heat 5.5", "1 Ran 10.0", "2 Heat 2.0", "2 Heat 9.0");
  }

  private static List<String> published() throws Exception {
    List<String> told = new ArrayList<>();
    for (OutboxTable.Row row :
        store.tables().with(connection -> new OutboxTable(connection).oldest(100))) {
      InteractionEvent event = new EventCodec().decode(row.event());
      Change.Rated rated = (Change.Rated) event.change();
      told.add(event.actor().id() + " " + rated.item() + " " + rated.rating().value());
    }
    return told;
  }

  @Test
  void aDatabaseIsFoundByIdOrNameAndAnAmbiguousNameIsRefused() {
    assertThat(DatabaseNames.resolve(List.of("films", TWIN.value()), store))
        .containsExactly(DATABASE, TWIN);
    assertThatThrownBy(() -> DatabaseNames.resolve(List.of("twins"), store))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContainingAll("2 databases are called 'twins'", TWIN.value(), OTHER.value())
        .hasMessageContaining("'twins' of organization mill");
    assertThatThrownBy(() -> DatabaseNames.resolve(List.of("film"), store))
        .hasMessageContainingAll("id or the name 'film'", "'films' of organization shop");
  }

  @Test
  void theColumnsOfRatingsAreRequired() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "user_id,item_id,interaction_type\n");
    assertThatThrownBy(() -> imported(file))
        .hasMessageContainingAll("no column rating", "--map rating=COLUMN");
    assertThatThrownBy(() -> imported(file, "--map", "session=s"))
        .hasMessageContaining(
            "knows no 'session' for ratings: write user, item, timestamp, rating");
    assertThatThrownBy(() -> imported(file, "--map", "properties.a=s"))
        .hasMessageContaining("knows no 'properties.a' for ratings");
    assertThatThrownBy(() -> imported(file, "--type", "view")).hasMessageContaining("no type");
  }

  @Test
  void aScaleRunsFromItsLowestToItsHighest() {
    Scale scale = Scale.parse("-1:1");
    assertThat(scale.mapped(-1)).contains(1.0);
    assertThat(scale.mapped(0)).contains(5.5);
    assertThat(scale.mapped(1)).contains(10.0);
    assertThat(scale.mapped(1.1)).isEmpty();
    assertThat(Scale.OWN.mapped(7.25)).contains(7.25);
    assertThat(Map.of("0.5:5", Scale.parse("0.5:5")).toString()).contains("0.5 to 5");
    for (String wrong :
        List.of("5", "5:1", "1:1", "a:b", "1:2:3", "", ":", "1:NaN", "-1e308:1e308")) {
      assertThatThrownBy(() -> Scale.parse(wrong))
          .as(wrong)
          .hasMessageContaining("--scale is the lowest and the highest rating");
    }
  }
}
