package io.tastelake.stream.taste;

import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.lake.taste.LakeItemFactors;
import io.tastelake.log.Brokers;
import io.tastelake.stream.history.HistorySource;
import io.tastelake.stream.history.LakeThenLog;
import io.tastelake.stream.interaction.UserInput;
import io.tastelake.stream.interaction.UserInputSerializer;
import io.tastelake.stream.log.KafkaLog;
import io.tastelake.stream.log.PositionOffsets;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.log.StartCheck;
import io.tastelake.stream.session.AttributeSessions;
import io.tastelake.stream.store.StoreSource;
import io.tastelake.stream.store.StoreView;
import io.tastelake.stream.store.StoreViewSerializer;
import java.net.URI;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 *
 *
 * <pre>
 *  lake, then log ─▶ route-events ─────────users──────────▶ update-taste ─▶ taste
 *                          └─sessions─▶ attribute-sessions ─────▶│ ▲
 *  online store: parameters and models ─────────broadcast──────────┘
 * </pre>
 */
public final class UpdateTasteTopology {

  private static final String NAME = "update-taste";

  private UpdateTasteTopology() {}

  /**
   * Defines the job in {@code env}, after making sure that the log can continue the lake, which is
   * created if there is none.
   *
   * @throws io.tastelake.log.LogMismatchException if it cannot; says why and what to do
   * @throws io.tastelake.log.LogUnavailableException if the brokers do not answer
   */
  public static void define(StreamExecutionEnvironment env, UpdateTasteConfig config) {
    StartCheck.run(config.brokers(), config.lake());
    defineUnchecked(env, config);
  }

  /** Defines the job and asks nobody. */
  static void defineUnchecked(StreamExecutionEnvironment env, UpdateTasteConfig config) {
    UpdateTasteSettings.apply(env, config);
    URI lake = config.lake();
    define(
        env, config, events(env, config), (model, rank) -> LakeItemFactors.read(lake, model, rank));
  }

  /** Defines the job on any stream of events. */
  static void define(
      StreamExecutionEnvironment env,
      UpdateTasteConfig config,
      DataStream<SourceRecord> events,
      ItemFactorsSource reader) {
    UpdateTaste function =
        new UpdateTaste(
            config.lake().toString(), config.debounce(), config.store()::nextGeneration, reader);
    taste(inputs(events), store(env, config), function)
        .sinkTo(new TasteSink(config.store()))
        .name("taste")
        .uid("taste");
  }

  private static DataStream<SourceRecord> events(
      StreamExecutionEnvironment env, UpdateTasteConfig config) {
    Brokers brokers = config.brokers();
    var source =
        LakeThenLog.source(
            new HistorySource(config.lake()),
            Boundedness.CONTINUOUS_UNBOUNDED,
            position -> KafkaLog.read(brokers, NAME, new PositionOffsets(position)).build());
    return env.fromSource(
            source, WatermarkStrategy.noWatermarks(), "read-events", SourceRecord.TYPE)
        .uid("read-events");
  }

  private static DataStream<StoreView> store(
      StreamExecutionEnvironment env, UpdateTasteConfig config) {
    return env.fromSource(
            new StoreSource(config.store(), config.refreshInterval()),
            WatermarkStrategy.noWatermarks(),
            "look-at-store",
            StoreViewSerializer.TYPE)
        .uid("look-at-store")
        .setParallelism(1);
  }

  /** What concerns users: their own events, and what of their sessions counts. */
  private static DataStream<UserInput> inputs(DataStream<SourceRecord> events) {
    var own =
        events
            .process(new RouteEvents(), UserInputSerializer.TYPE)
            .name("route-events")
            .uid("route-events");
    var ofSessions =
        own.getSideOutput(RouteEvents.SESSIONS)
            .keyBy(AttributeSessions::key, Types.STRING)
            .process(new AttributeSessions(), UserInputSerializer.TYPE)
            .name("attribute-sessions")
            .uid("attribute-sessions");
    return own.union(ofSessions);
  }

  private static DataStream<TasteUpdate> taste(
      DataStream<UserInput> inputs, DataStream<StoreView> store, UpdateTaste function) {
    return inputs
        .keyBy(UserInput::key, Types.STRING)
        .connect(store.broadcast(Databases.STATE))
        .process(function, TasteUpdateSerializer.TYPE)
        .name(NAME)
        .uid(NAME);
  }
}
