package io.tastelake.stream.taste;

import io.tastelake.contracts.log.MicrosecondClock;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.store.TasteTable;
import io.tastelake.store.TasteVectorsTable;
import io.tastelake.stream.store.StoreAccess;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Writes updates to the online store, at least once: each replaces all that is shown of its user
 * unless that is newer, so a repetition changes nothing. While the store is away the job starts
 * again from its checkpoint as often as its restarts allow.
 */
final class TasteSink implements Sink<TasteUpdate> {

  private static final long serialVersionUID = 1L;

  private static final int BATCH = 200;
  private static final long BATCH_INTERVAL_MILLIS = 50;

  /** Of a batch that fails over a connection that lasts, as by a deadlock. */
  private static final int RETRIES = 3;

  private final JdbcSink<TasteUpdate> sink;

  TasteSink(StoreAccess store) {
    this.sink = connector(store);
  }

  @Override
  public SinkWriter<TasteUpdate> createWriter(WriterInitContext context) throws IOException {
    return new TasteWriter(sink.createWriter(context));
  }

  private static JdbcSink<TasteUpdate> connector(StoreAccess store) {
    return JdbcSink.<TasteUpdate>builder()
        .withQueryStatement(TasteTable.REPLACE_TASTE, TasteSink::fill)
        .withExecutionOptions(
            JdbcExecutionOptions.builder()
                .withBatchSize(BATCH)
                .withBatchIntervalMs(BATCH_INTERVAL_MILLIS)
                .withMaxRetries(RETRIES)
                .build())
        .buildAtLeastOnce(
            new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                .withUrl(store.url())
                .withDriverName("org.postgresql.Driver")
                .withUsername(store.user())
                .withPassword(store.password())
                .withProperty("tcpKeepAlive", "true")
                .withProperty("connectTimeout", "15")
                .withProperty("socketTimeout", "60")
                .build());
  }

  private static void fill(PreparedStatement statement, TasteUpdate update) throws SQLException {
    statement.setString(1, update.user().value());
    statement.setLong(2, update.revision().generation());
    statement.setLong(3, update.revision().number());
    statement.setString(4, update.database().value());
    statement.setObject(5, MicrosecondClock.instant(update.forgottenAt()).atOffset(ZoneOffset.UTC));
    fillRatings(statement, update.ratings());
    fillVectors(statement, update.vectors());
  }

  private static void fillRatings(PreparedStatement statement, Map<ItemId, Rating> ratings)
      throws SQLException {
    String[] items = new String[ratings.size()];
    double[] values = new double[items.length];
    double[] timestamps = new double[items.length];
    int next = 0;
    for (Map.Entry<ItemId, Rating> rating : ratings.entrySet()) {
      items[next] = rating.getKey().value();
      values[next] = rating.getValue().value();
      timestamps[next++] = rating.getValue().timestamp();
    }
    statement.setObject(6, items);
    statement.setObject(7, values);
    statement.setObject(8, timestamps);
  }

  private static void fillVectors(PreparedStatement statement, Map<String, float[]> vectors)
      throws SQLException {
    String[] models = new String[vectors.size()];
    String[] spelled = new String[models.length];
    int next = 0;
    for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
      models[next] = vector.getKey();
      spelled[next++] = TasteVectorsTable.spelled(vector.getValue());
    }
    statement.setObject(9, models);
    statement.setObject(10, spelled);
  }
}
