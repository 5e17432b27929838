package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.Summary;
import io.tastelake.batch.store.JobStore;
import io.tastelake.domain.catalogue.EntryKind;
import io.tastelake.domain.identity.DatabaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of files become entries of a catalogue, by the write that PUT makes. */
class CatalogueTargetTest {

  private static JobStore store;
  private static SparkSession spark;
  private static int databases;

  @TempDir Path folder;
  private CatalogueImports imports;

  @BeforeAll
  static void start() throws Exception {
    store = new JobStore();
    spark = SharedSpark.session();
  }

  @BeforeEach
  void add() {
    DatabaseId database = DatabaseId.of(new UUID(0, ++databases));
    store.execute(
        "INSERT INTO databases VALUES (?, 'shop', ?, '', 'uint32', 'uint32', 'uuid', now())",
        database.value(),
        "films" + databases);
    imports = new CatalogueImports(store, database);
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  @Test
  void textIsReadAsItsPropertysTypeAndWrongRowsAreRejected() throws Exception {
    imports.create(EntryKind.ITEM, "title", "unicode20", false);
    imports.create(EntryKind.ITEM, "year", "int16", false);
    imports.create(EntryKind.ITEM, "price", "float64", false);
    imports.create(EntryKind.ITEM, "in_stock", "bool", false);
    imports.create(EntryKind.ITEM, "tags", "unicode", true);
    imports.create(EntryKind.ITEM, "unused", "uuid", false);
    Path file =
        Files.writeString(
            folder.resolve("items.csv"),
            """
            item_id,title,year,price,in_stock,tags,more
            1,Heat,1995,"9.50",TRUE, crime | | drama,x
            2,1984,,,0,,x
            3,Ran,1985.5,,,,x
            4,Ran,40000,,,,x
            5,A title of more than twenty,,,,,x
            six,Ran,,,,,x
            7,Ran,,,perhaps,,x
            1,Heat,1996,,,crime,x
            """);
    Path rejects = folder.resolve("rejects.jsonl");
    Summary summary =
        imports.imported(
            file, "--as", "items", "--list-separator", "|", "--rejects", rejects.toString());
    assertThat(summary.toString()).contains("\"rows\":8,\"sound\":3,\"rejected\":5");
    assertThat(imports.shown(EntryKind.ITEM))
        .isEqualTo(
            "{1={tags=['crime'], title='Heat', year=1996}, 2={in_stock=false, title='1984'}}");
    assertThat(Files.readAllLines(rejects))
        .hasSize(5)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"line\":4", "entry 3", "year", "takes values of type int16 only"))
        .anySatisfy(line -> assertThat(line).contains("in_stock", "bool"))
        .anySatisfy(line -> assertThat(line).contains("six", "uint32"));
  }

  @Test
  void anEntryTakesThePlaceOfTheOneThereWasAndFollowersSeeIt() throws Exception {
    imports.create(EntryKind.USER, "city", "unicode", false);
    imports.create(EntryKind.USER, "age", "uint8", false);
    Files.writeString(
        folder.resolve("a.jsonl"),
        """
        {"user_id": 7, "city": "Bonn", "age": 41}
        {"user_id": "8", "city": null, "age": "41"}
        {"user_id": 9}
        """);
    imports.imported(folder, "--as", "users");
    assertThat(imports.shown(EntryKind.USER)).isEqualTo("{7={age=41, city='Bonn'}, 9={}}");
    long before = imports.version(EntryKind.USER);
    Files.writeString(folder.resolve("a.jsonl"), "{\"user_id\": 7, \"age\": 42}\n");
    imports.imported(folder, "--as", "users");
    assertThat(imports.shown(EntryKind.USER)).isEqualTo("{7={age=42}, 9={}}");
    assertThat(imports.version(EntryKind.USER)).isGreaterThan(before);
    assertThat(imports.version(EntryKind.ITEM)).isZero();
  }

  /** The recipe of {@code docs/import.md}. */
  @Test
  void moviesHaveNamesAndGenres() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("movies.csv"),
            """
            movieId,title,genres
            1,Toy Story (1995),Adventure|Animation
            2,"American President, The (1995)",Comedy
            3,1984,(no genres listed)
            """);
    List<String> options =
        List.of(
            "--as",
            "items",
            "--map",
            "item=movieId,properties.title=title,properties.genres=genres",
            "--create-properties",
            "--list-separator",
            "|",
            "--list-properties",
            "genres");
    assertThat(Files.readString(Path.of(System.getProperty("tastelake.root"), "docs/import.md")))
        .contains(String.join(" ", options).replace(" | ", " '|' "));
    imports.imported(file, options.toArray(String[]::new));
    assertThat(imports.properties(EntryKind.ITEM))
        .containsExactly("genres: unicode, repeated", "title: unicode");
    assertThat(imports.shown(EntryKind.ITEM))
        .isEqualTo(
            "{1={genres=['Adventure','Animation'], title='Toy Story (1995)'},"
                + " 2={genres=['Comedy'], title='American President, The (1995)'},"
                + " 3={genres=['(no genres listed)'], title='1984'}}");
    assertThat(imports.reported()).contains("created the property genres: unicode, repeated");
    imports.imported(file, options.toArray(String[]::new));
    assertThat(imports.properties(EntryKind.ITEM)).hasSize(2);
  }

  @Test
  void typesAreDecidedByAllValuesOfAColumn() throws Exception {
    Files.writeString(
        folder.resolve("a.jsonl"),
        """
        {"id": 1, "n": 1, "x": 1, "b": true, "t": 1, "tags": ["a", "b"], "sizes": [1, 2]}
        {"id": 2, "n": -5, "x": 2.5, "b": false, "t": "one", "tags": [], "sizes": [2.5]}
        {"id": 3, "none": null}
        """);
    String map =
        "item=id,properties.n=n,properties.x=x,properties.b=b,properties.t=t,properties.tags=tags,"
            + "properties.sizes=sizes,properties.none=none";
    Summary summary =
        imports.imported(folder, "--as", "items", "--map", map, "--create-properties");
    assertThat(imports.properties(EntryKind.ITEM))
        .containsExactly(
            "b: bool",
            "n: int64",
            "sizes: float64, repeated",
            "t: unicode",
            "tags: unicode, repeated",
            "x: float64");
    assertThat(summary.toString()).contains("\"rejected\":1"); // the number among texts
    assertThat(imports.shown(EntryKind.ITEM))
        .isEqualTo("{2={b=false, n=-5, sizes=[2.5], t='one', tags=[], x=2.5}, 3={}}");
    imports.imported(
        folder,
        "--as",
        "items",
        "--map",
        map.replace(",properties.none=none", ""),
        "--text-properties",
        "t");
    assertThat(imports.shown(EntryKind.ITEM)).contains("1={b=true, n=1, sizes=[1,2], t='1'");
  }

  @Test
  void parquetIsReadAndADryRunStoresNothing() throws Exception {
    Path written = folder.resolve("items");
    spark
        .sql(
            "SELECT id, concat('item ', id) AS name, id / 2 AS price, array('a', 'b') AS tags"
                + " FROM range(1, 3, 1, 1)")
        .write()
        .parquet(written.toString());
    List<String> options =
        List.of(
            "--as",
            "items",
            "--map",
            "item=id,properties.name=name,properties.price=price,properties.tags=tags",
            "--create-properties");
    assertThat(imports.dryRun(written, options.toArray(String[]::new)))
        .hasSize(3)
        .startsWith(
            "{\"item_id\":\"1\",\"name\":\"item 1\",\"price\":0.5,\"tags\":[\"a\",\"b\"]}",
            "{\"item_id\":\"2\",\"name\":\"item 2\",\"price\":1.0,\"tags\":[\"a\",\"b\"]}")
        .last()
        .asString()
        .contains("\"shown\":2,\"rejected\":0");
    assertThat(imports.properties(EntryKind.ITEM)).isEmpty();
    imports.imported(written, options.toArray(String[]::new));
    assertThat(imports.shown(EntryKind.ITEM))
        .contains("2={name='item 2', price=1, tags=['a','b']}");
  }

  @Test
  void whatWouldNotFitIsSaidFirst() throws Exception {
    Path file = Files.writeString(folder.resolve("x.csv"), "item_id,title,tags\n1,Heat,a;b\n");
    assertThatThrownBy(
            () -> imports.imported(file, "--as", "items", "--map", "properties.title=title"))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContainingAll("no item properties title; there are: none", "items-properties/");
    imports.create(EntryKind.ITEM, "tags", "unicode", true);
    assertThatThrownBy(() -> imports.imported(file, "--as", "items"))
        .hasMessageContaining("None of the 1 rows");
    assertThat(imports.reported()).anyMatch(sentence -> sentence.contains("--list-separator"));
    assertThatThrownBy(() -> imports.imported(file, "--as", "users"))
        .hasMessageContaining("user_id");
    Path other = Files.writeString(folder.resolve("y.csv"), "item_id,name\n1,Heat\n");
    assertThatThrownBy(() -> imports.imported(other, "--as", "items"))
        .hasMessageContaining("none of its columns is called like a property (tags)");
    Path large =
        Files.writeString(
            folder.resolve("z.csv"), "item_id,tags\n1," + ("x".repeat(1000) + ";").repeat(80));
    assertThatThrownBy(() -> imports.imported(large, "--as", "items", "--list-separator", ";"))
        .hasMessageContaining("None of the 1 rows");
    assertThat(imports.reported()).anyMatch(sentence -> sentence.contains("characters of JSON"));
  }
}
