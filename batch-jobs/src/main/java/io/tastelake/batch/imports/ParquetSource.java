package io.tastelake.batch.imports;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.tastelake.contracts.cell.WrongRowException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** A Parquet file as rows of JSON, numbered by their place in the file whoever reads which part. */
final class ParquetSource {

  /** Times without a zone are taken for UTC, as the libraries write them that know no other. */
  private static final Map<String, String> TIMES =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'",
          "dateFormat", "yyyy-MM-dd'T00:00:00Z'");

  /** Spark reads nanoseconds as plain numbers, or not at all. */
  private static final String NANOS_AS_NUMBERS = "spark.sql.legacy.parquet.nanosAsLong";

  /**
   * Files of checksums cannot be named after a file with a colon; {@link Files} needs none, too.
   */
  private static final Map<String, String> WITHOUT_CHECKSUMS =
      Map.of(
          "fs.file.impl", RawLocalFileSystem.class.getName(), "fs.file.impl.disable.cache", "true");

  private final Dataset<Row> table;
  private final Set<String> nanos;

  private ParquetSource(Dataset<Row> table, Set<String> nanos) {
    this.table = table;
    this.nanos = nanos;
  }

  /**
   * Opens the file.
   *
   * @throws UnsuitableFileException if it is no Parquet file; the message continues one about it
   */
  static ParquetSource open(SparkSession spark, SourceFile file) {
    try {
      spark.conf().set(NANOS_AS_NUMBERS, "true");
      Configuration configuration = spark.sparkContext().hadoopConfiguration();
      ParquetFooter footer =
          ParquetFooter.of(file, new Files(new SerializableConfiguration(configuration)));
      Dataset<Row> table =
          spark
              .read()
              .options(WITHOUT_CHECKSUMS)
              .schema(columns(footer.schema(), spark.conf()))
              .parquet(literally(file));
      return new ParquetSource(table, footer.nanos());
    } catch (UnsuitableFileException e) {
      throw e;
    } catch (Exception e) { // Spark declares none of what it throws
      throw new UnsuitableFileException("it cannot be read as Parquet: " + reason(e), e);
    }
  }

  /**
   * The columns as Parquet itself describes them. Left to itself, Spark would take them from what
   * programs have put into the footer, and make objects of the classes that are named there.
   */
  private static StructType columns(MessageType schema, RuntimeConfig settings) {
    return new ParquetToSparkSchemaConverter(
            isSet("spark.sql.parquet.binaryAsString", settings),
            isSet("spark.sql.parquet.int96AsTimestamp", settings),
            isSet("spark.sql.caseSensitive", settings),
            isSet("spark.sql.parquet.inferTimestampNTZ.enabled", settings),
            isSet(NANOS_AS_NUMBERS, settings),
            isSet("spark.sql.parquet.fieldId.read.enabled", settings),
            isSet("spark.sql.parquet.ignoreVariantAnnotation", settings))
        .convert(schema);
  }

  private static boolean isSet(String name, RuntimeConfig settings) {
    return Boolean.parseBoolean(settings.get(name));
  }

  /** As Spark reads a path: unescaped, and with its own signs of patterns escaped. */
  private static String literally(SourceFile file) {
    return new Path(URI.create(file.uri())).toString().replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
  }

  /** Its columns, and what is within them by its path, unless a column has that name. */
  List<String> header() {
    List<String> header = new ArrayList<>(Arrays.asList(table.columns()));
    for (String path : paths().keySet()) {
      if (!header.contains(path)) {
        header.add(path);
      }
    }
    return header;
  }

  private Map<String, List<String>> paths() {
    Map<String, List<String>> paths = new TreeMap<>();
    collect(table.schema(), List.of(), paths);
    return paths;
  }

  private static void collect(
      StructType type, List<String> above, Map<String, List<String>> paths) {
    for (StructField field : type.fields()) {
      List<String> path = Stream.concat(above.stream(), Stream.of(field.name())).toList();
      if (!above.isEmpty()) {
        paths.put(String.join(".", path), path);
      }
      if (field.dataType() instanceof StructType within) {
        collect(within, path, paths);
      }
    }
  }

  long count() {
    return table.count();
  }

  /** The rows, in as many parts as Spark reads the file in. */
  JavaRDD<RawRow> rows(Set<String> wanted) {
    List<String> own = Arrays.asList(table.columns());
    Map<String, List<String>> paths = paths();
    Column[] columns =
        header().stream()
            .filter(wanted::contains)
            .map(name -> own.contains(name) ? column(name) : Quoted.within(paths.get(name)))
            .toArray(Column[]::new);
    return table
        .select(to_json(struct(columns), TIMES), col("_metadata.row_index"))
        .toJavaRDD()
        .map(row -> row(row.getString(0), row.getLong(1) + 1, wanted));
  }

  private Column column(String name) {
    return nanos.contains(name) ? Quoted.nanoseconds(name) : Quoted.column(name);
  }

  private static RawRow row(String json, long number, Set<String> wanted) {
    try {
      return RawRow.of(number, 0, JsonCells.of(json, wanted));
    } catch (WrongRowException e) {
      return RawRow.broken(number, 0, e.getMessage());
    }
  }

  /** Columns by names in which a dot is no path. */
  private static final class Quoted {

    static Column column(String name) {
      return col(quoted(name));
    }

    /** To the microsecond, as timestamps are. */
    static Column nanoseconds(String name) {
      return expr("timestamp_micros(%s div 1000)".formatted(quoted(name))).as(name);
    }

    static Column within(List<String> path) {
      String quoted = path.stream().map(Quoted::quoted).collect(Collectors.joining("."));
      return col(quoted).as(String.join(".", path));
    }

    private static String quoted(String name) {
      return "`" + name.replace("`", "``") + "`";
    }
  }
}
