package io.tastelake.bench.ingest;

import io.tastelake.batch.BatchSession;
import io.tastelake.batch.Summary;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.InteractionsTable.Column;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.time.Pause;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * P3's peer, a program of its own: Spark Structured Streaming takes the topic into a Delta table
 * with the same columns, decoded by the same codec, in files laid out alike. Rows stay as they
 * come: nothing sorts them, so their files are no use for point reads.
 */
final class SparkStreaming {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  /** One core, as the job has one slot. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.master", "local[1]",
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1",
          "spark.authenticate", "true",
          "spark.ui.enabled", "false",
          "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"),
          "spark.databricks.delta.snapshotPartitions", "1");

  private SparkStreaming() {}

  /**
   * Does a round for each line of its input, which names a new folder, and prints a line of JSON
   * with the seconds from the query's start to its last commit.
   *
   * @param args the brokers, the rows in the topic, and the milliseconds between triggers
   */
  public static void main(String[] args) throws Exception {
    SETTINGS.forEach(System::setProperty);
    try (SparkSession spark = BatchSession.open("peer");
        BufferedReader folders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String folder = folders.readLine(); folder != null; folder = folders.readLine()) {
        Duration cpu = cpu();
        long start = System.nanoTime();
        ingest(spark, args[0], Long.parseLong(args[1]), args[2] + " milliseconds", folder);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(
            Summary.of("spark-streaming")
                .with("seconds", seconds)
                .with("cpu_seconds", cpu().minus(cpu).toNanos() / 1e9));
      }
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void ingest(
      SparkSession spark, String servers, long rows, String interval, String folder)
      throws Exception {
    StreamingQuery query =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", servers)
            .option("subscribe", Topics.INTERACTIONS)
            .option("startingOffsets", "earliest")
            .load()
            .select("partition", "offset", "value")
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) SparkStreaming::decode, Encoders.row(schema()))
            .writeStream()
            .format("delta")
            .option("checkpointLocation", folder + "/checkpoints")
            .trigger(Trigger.ProcessingTime(interval))
            .start(folder + "/" + InteractionsTable.NAME);
    while (committed(query) < rows) {
      if (!query.isActive()) {
        throw new IllegalStateException("The query ended: " + query.status());
      }
      Pause.of(LOOK_AGAIN);
    }
    query.stop();
  }

  private static long committed(StreamingQuery query) {
    return Arrays.stream(query.recentProgress()).mapToLong(batch -> batch.numInputRows()).sum();
  }

  private static Iterator<Row> decode(Iterator<Row> records) {
    EventCodec codec = new EventCodec();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public Row next() {
        return row(codec, records.next());
      }
    };
  }

  private static Row row(EventCodec codec, Row record) {
    InteractionEvent event;
    try {
      event = codec.decode(record.<byte[]>getAs("value"));
    } catch (UndecodableEventException e) {
      throw new IllegalStateException("The log holds a record that is no event.", e);
    }
    ChangeColumns change = ChangeColumns.of(event.change());
    return RowFactory.create(
        ActorHash.of(event.database(), event.actor()),
        record.getInt(0),
        record.getLong(1),
        event.database().value(),
        event.actor().kind().name(),
        event.actor().id(),
        change.operation().name(),
        change.interaction() == null ? null : change.interaction().value().toString(),
        change.item() == null ? null : change.item().value(),
        change.type(),
        change.timestamp(),
        change.properties(),
        change.rating(),
        Objects.toString(change.user(), null),
        Instant.EPOCH.plus(event.acceptedAt(), ChronoUnit.MICROS));
  }

  private static StructType schema() {
    StructType schema = new StructType();
    for (Column column : InteractionsTable.COLUMNS) {
      if (!column.name().equals(InteractionsTable.SEGMENT)) {
        schema = schema.add(column.name(), type(column), true);
      }
    }
    return schema;
  }

  private static DataType type(Column column) {
    return switch (column.type()) {
      case LONG -> DataTypes.LongType;
      case INTEGER -> DataTypes.IntegerType;
      case STRING -> DataTypes.StringType;
      case DOUBLE -> DataTypes.DoubleType;
      case TIMESTAMP -> DataTypes.TimestampType;
    };
  }
}
