package io.tastelake.e2e.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.SparkJobs;
import io.tastelake.e2e.kit.SparkJobs.Ended;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.UnderTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files go through the log into the lake: each sound row once, each wrong one into the rejects. */
@ExtendWith(SharedSystem.Extension.class)
class ImportTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root")).toAbsolutePath();
  private static final Tenant.Ids NUMBERS = new Tenant.Ids("uint32", "uint32", "urlsafe64");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CSV =
      """
      userId,movieId,rating,timestamp
      1,10,4.5,964982703
      1,eleven,4.0,964982704
      1,12,"3.0,964982705
      2,"10",1.0,2001-09-09T01:46:40Z

      2,13,5.0
      ,14,5.0,964982706
      2,15,5.0,964982707000
      2,16,0.5,964982708
      """;

  private final SharedSystem system;
  private final Path folder;

  ImportTest(SharedSystem system) throws IOException {
    this.system = system;
    this.folder = UnderTarget.create("ImportTest");
  }

  @Test
  void soundRowsAreStoredOnceAndWrongOnesAreNamed() throws Exception {
    Tenant tenant = system.tenant(NUMBERS);
    Path file = gzip("ratings.csv.gz", CSV);
    Path rejects = folder.resolve("rejects.jsonl");
    List<String> movielens =
        List.of(
            "--input",
            file.toString(),
            "--map",
            "user=userId,item=movieId,properties.rating=rating",
            "--type",
            "rated",
            "--rejects",
            rejects.toString());

    JsonNode summary = imported(tenant, movielens);
    assertThat(summary.get("rows").asLong()).isEqualTo(8);
    assertThat(summary.get("rejected").asLong()).isEqualTo(5);
    assertThat(reject(rejects))
        .extracting(each -> each.get("row").asInt() + "/" + each.get("line").asInt())
        .containsExactly("2/3", "3/4", "5/7", "6/8", "7/9");
    assertThat(reject(rejects).get(0).get("reason").asText()).contains("eleven", "uint32");
    system.awaitLakeCoversLog();
    Set<JsonNode> stored = stored(tenant);
    assertThat(stored).hasSize(3);

    Path plain = Files.writeString(folder.resolve("ratings.csv"), CSV);
    List<String> unzipped = new ArrayList<>(movielens);
    unzipped.set(1, plain.toString());
    imported(tenant, unzipped);
    system.awaitLakeCoversLog();
    assertThat(stored(tenant)).as("after the same import once more").isEqualTo(stored);

    String corrected = CSV.replace("1,eleven", "1,11");
    List<String> again = new ArrayList<>(unzipped);
    Files.writeString(plain, corrected);
    again.addAll(List.of("--source-name", summary.get("source").asText()));
    imported(tenant, again);
    system.awaitLakeCoversLog();
    assertThat(stored(tenant)).containsAll(stored).hasSize(4);

    List<String> dry = new ArrayList<>(unzipped);
    dry.add("--dry-run");
    assertThat(ended(0, tenant, dry)).contains("this was a dry run").doesNotContain("create");
  }

  @Test
  void jsonLinesAndParquetAreRead() throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    Path input = Files.createDirectories(folder.resolve("many"));
    Files.writeString(
        input.resolve("a.jsonl"),
        """
        {"user_id": "a", "item_id": "x", "interaction_type": "view", "timestamp": 5, "properties": {"n": 1}}
        {"session_id": "s", "item_id": "x", "interaction_type": "buy", "timestamp": "2024-05-06T07:08:09Z"}
        {"user_id": "a"
        """);
    ParquetFile.write(input.resolve("b.parquet"), 25);
    JsonNode summary = imported(tenant, List.of("--input", input.toString()));
    assertThat(summary.get("rows").asLong()).isEqualTo(28);
    assertThat(summary.get("rejected").asLong()).isEqualTo(1);
    system.awaitLakeCoversLog();
    assertThat(tenant.client().list("/interactions-bulk", 100)).hasSize(26);
    assertThat(tenant.client().list("/sessions-interactions-bulk", 100)).hasSize(1);
    assertThat(tenant.client().list("/users/parquet/interactions-bulk", 100)).hasSize(25);
  }

  /** With no restart: each request looks for what was written before it. */
  @Test
  void aRunningInstanceShowsAndFiltersAnImportedCatalogue() throws Exception {
    Tenant tenant = system.tenant(NUMBERS);
    tenant.client().put("/users/1/ratings/10", Map.of("rating", 9)).ok();
    Path movies =
        Files.writeString(
            folder.resolve("movies.csv"),
            "movieId,title,genres\n10,Heat,Crime|Drama\n11,Ran,Drama|War\nx,Ran,War\n");
    List<String> options =
        new ArrayList<>(
            List.of(
                "--input",
                movies.toString(),
                "--as",
                "items",
                "--map",
                "item=movieId,properties.title=title,properties.genres=genres",
                "--list-separator",
                "|"));
    List<String> creating = new ArrayList<>(options);
    creating.addAll(List.of("--create-properties", "--list-properties", "genres"));
    JsonNode summary = imported(tenant, creating);
    assertThat(summary.get("sound").asLong()).isEqualTo(2);
    assertThat(summary.get("rejected").asLong()).isEqualTo(1);
    assertThat(tenant.client().get("/items/11").ok().body().get("item").toString())
        .contains("\"title\":\"Ran\"", "[\"Drama\",\"War\"]");
    assertThat(filtered(tenant, "Drama")).isEqualTo("[10,11]");
    Files.writeString(movies, "movieId,title,genres\n10,Heat,Crime\n");
    imported(tenant, options);
    assertThat(filtered(tenant, "Drama")).isEqualTo("[11]");
  }

  private static String filtered(Tenant tenant, String genre) throws IOException {
    return tenant
        .client()
        .get("/recommendation/users/2/items/?filters=genres:in:" + genre)
        .ok()
        .body()
        .get("items_id")
        .toString();
  }

  @Test
  void whatCannotBeImportedIsRefusedWithItsCause() throws Exception {
    Tenant tenant = system.bareTenant(NUMBERS);
    Path file = Files.writeString(folder.resolve("wrong.csv"), CSV);
    List<String> unmapped = List.of("--input", file.toString(), "--type", "rated");
    assertThat(ended(1, tenant, unmapped))
        .contains("wrong.csv cannot be imported", "user_id or session_id", "--map user=", "userId");
    Path cut = folder.resolve("cut.csv.gz");
    byte[] whole = Files.readAllBytes(gzip("whole.csv.gz", CSV.repeat(50)));
    Files.write(cut, Arrays.copyOf(whole, whole.length - 12));
    String map = "user=userId,item=movieId";
    assertThat(
            ended(1, tenant, List.of("--input", cut.toString(), "--map", map, "--type", "rated")))
        .contains("cut.csv.gz cannot be read to its end");
    Path names =
        Files.writeString(folder.resolve("names.csv"), "userId,movieId,timestamp\nann,1,1\n");
    assertThat(
            ended(1, tenant, List.of("--input", names.toString(), "--map", map, "--type", "rated")))
        .contains("None of the 1 rows of names.csv@", "uint32", "nothing was imported");
    assertThat(stored(tenant)).isEmpty();

    List<String> strict =
        List.of("--input", file.toString(), "--map", map, "--type", "rated", "--max-rejects", "1");
    assertThat(ended(1, tenant, strict))
        .contains("more than --max-rejects 1", "--source-name", "No ratings follow yet");
  }

  @Test
  void movieLensIsImported() throws Exception {
    Optional<Path> found = movieLens();
    assumeTrue(found.isPresent(), "ml-latest-small lies nowhere beside the repository");
    Path ratings = found.orElseThrow();
    Tenant tenant = system.tenant(NUMBERS);
    JsonNode summary =
        imported(
            tenant,
            List.of(
                "--input", ratings.toString(),
                "--map", "user=userId,item=movieId,properties.rating=rating",
                "--type", "rated"));
    assertThat(summary.get("rejected").asLong()).isZero();
    system.awaitLakeCoversLog();
    int rows = Files.readAllLines(ratings).size() - 1;
    assertThat(summary.get("rows").asLong()).isEqualTo(rows);
    assertThat(stored(tenant)).hasSize(rows);
  }

  private static Optional<Path> movieLens() {
    return Stream.iterate(ROOT, Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve("shared/data/ml-latest-small/ratings.csv"))
        .filter(Files::isReadable)
        .findFirst();
  }

  private Path gzip(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static List<JsonNode> reject(Path file) throws IOException {
    List<JsonNode> rejects = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rejects.add(JSON.readTree(line));
    }
    return rejects;
  }

  private static Set<JsonNode> stored(Tenant tenant) throws IOException {
    return new HashSet<>(tenant.client().list("/interactions-bulk", 10_000));
  }

  private JsonNode imported(Tenant tenant, List<String> arguments) throws IOException {
    Path output = UnderTarget.create("import");
    String printed = SparkJobs.run(output, all(tenant, arguments));
    return JSON.readTree(printed.lines().reduce((first, second) -> second).orElseThrow());
  }

  private String ended(int exit, Tenant tenant, List<String> arguments) throws IOException {
    Ended job = SparkJobs.end(UnderTarget.create("import"), all(tenant, arguments));
    assertThat(job.exit()).as(job.all()).isEqualTo(exit);
    return job.all();
  }

  private List<String> all(Tenant tenant, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("import", "--database", tenant.database().value()));
    all.addAll(system.installation());
    all.addAll(arguments);
    return all;
  }
}
