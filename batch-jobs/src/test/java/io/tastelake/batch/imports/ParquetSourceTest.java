package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.SharedSpark;
import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.Cell.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetSourceTest {

  private static final Set<String> WANTED = Set.of("n", "at", "naive", "o", "a.b");

  @TempDir static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = SharedSpark.session();
  }

  private static SourceFile written(String name) throws IOException {
    Path written = folder.resolve(name);
    spark
        .sql(
            """
            SELECT id AS n, timestamp_micros(1500000) AS at, CAST('2024-05-06 07:08:09' AS TIMESTAMP_NTZ) AS naive,
                   named_struct('x', id / 2) AS o, CAST(null AS STRING) AS none, 'dot' AS `a.b`
            FROM range(0, 1000, 1, 1)
            """)
        .write()
        .parquet(written.toString());
    try (Stream<Path> files = Files.list(written)) {
      Path file =
          files.filter(each -> each.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return new SourceFile(file.toUri().toString(), name, Files.size(file), Format.PARQUET);
    }
  }

  @Test
  void typesBecomeWhatJsonHas() throws IOException {
    RawRow row = ParquetSource.open(spark, written("types")).rows(WANTED).collect().get(1);
    assertThat(row.cells())
        .containsEntry("n", new Cell("1", Kind.NUMBER))
        .containsEntry("at", new Cell("1970-01-01T00:00:01.500000Z", Kind.TEXT))
        .containsEntry("naive", new Cell("2024-05-06T07:08:09.000000Z", Kind.TEXT))
        .containsEntry("o", new Cell("{\"x\":0.5}", Kind.OBJECT))
        .containsEntry("a.b", new Cell("dot", Kind.TEXT))
        .hasSize(5);
  }

  @Test
  void rowsHaveTheirNumbersHoweverTheFileIsSplit() throws IOException {
    SourceFile file = written("split");
    spark.conf().set("spark.sql.files.maxPartitionBytes", "1500");
    List<RawRow> rows;
    try {
      var split = ParquetSource.open(spark, file).rows(WANTED);
      assertThat(split.getNumPartitions()).isGreaterThan(1);
      rows = split.collect();
    } finally {
      spark.conf().unset("spark.sql.files.maxPartitionBytes");
    }
    assertThat(rows)
        .hasSize(1_000)
        .allMatch(row -> row.cells().get("n").text().equals("" + (row.number() - 1)));
  }

  @Test
  void fieldsWithinStructsAreCalledByTheirPath() throws IOException {
    ParquetSource source = ParquetSource.open(spark, written("nested [1] a b"));
    assertThat(source.header()).contains("o", "o.x", "a.b");
    assertThat(source.rows(Set.of("o.x", "n")).collect().get(1).cells())
        .containsEntry("o.x", new Cell("0.5", Kind.NUMBER))
        .hasSize(2);
  }

  @Test
  void nanosecondsAreTimestamps() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required int64 at (TIMESTAMP(NANOS,true)); required int64 n; }");
    Path file = folder.resolve("nanos.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(schema).build()) {
      writer.write(
          new SimpleGroup(schema).append("at", 1_714_979_289_123_456_789L).append("n", 7L));
    }
    SourceFile source = new SourceFile(file.toUri() + "", "nanos", 1, Format.PARQUET);
    assertThat(ParquetSource.open(spark, source).rows(Set.of("at", "n")).collect().get(0).cells())
        .containsEntry("at", new Cell("2024-05-06T07:08:09.123456Z", Kind.TEXT))
        .containsEntry("n", new Cell("7", Kind.NUMBER));
  }

  /** What a file could choose; public, as Spark makes objects of others' classes. */
  public static final class Chosen {

    private static boolean made;

    public Chosen() {
      note();
    }

    private static void note() {
      made = true;
    }
  }

  @Test
  void noFileChoosesClasses() throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message m { required int64 n; }");
    String columns =
        """
        {"type": "struct", "fields": [{"name": "n", "nullable": true, "metadata": {}, "type":
          {"type": "udt", "class": "%s", "pyClass": null, "sqlType": "long"}}]}
        """
            .formatted(Chosen.class.getName());
    Path file = folder.resolve("chosen.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withExtraMetaData(Map.of("org.apache.spark.sql.parquet.row.metadata", columns))
            .build()) {
      writer.write(new SimpleGroup(schema).append("n", 7L));
    }
    SourceFile source = new SourceFile(file.toUri() + "", "chosen", 1, Format.PARQUET);
    assertThat(ParquetSource.open(spark, source).rows(Set.of("n")).collect().get(0).cells())
        .containsEntry("n", new Cell("7", Kind.NUMBER));
    assertThat(Chosen.made).isFalse();
  }

  @Test
  void whatIsNoParquetIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.parquet"), "text");
    assertThatThrownBy(
            () ->
                ParquetSource.open(
                    spark, new SourceFile(text.toUri().toString(), "text", 4, Format.PARQUET)))
        .isInstanceOf(UnsuitableFileException.class)
        .hasMessageContaining("Parquet");
  }
}
