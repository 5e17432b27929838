package io.tastelake.serving.interaction;

import io.tastelake.contracts.log.Topics;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.log.EndOffsets;
import io.tastelake.log.EventLog;
import io.tastelake.log.KafkaEventLog;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.LogContinuity;
import io.tastelake.log.LogTopic;
import io.tastelake.log.TopicGuard;
import io.tastelake.serving.log.EventBooks;
import io.tastelake.serving.log.LogConfig;
import io.tastelake.serving.log.LogTail;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that writes and reads interactions, put together: one per instance of the API. */
public final class Interactions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Interactions.class);

  private static final String CLIENT_ID = "serving-api-ends";
  private static final Duration GUARDED_EVERY = Duration.ofSeconds(1);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final EventLog eventLog;
  private final Histories histories;
  private final Listings listings;
  private final LogTail tail;
  private final LakeView view;
  private final EndOffsets ends;
  private final LogTopic topic;
  private final HistoryReader reader;

  /**
   * Connects to log and lake and begins to follow them.
   *
   * @param forgotten who is hidden from listings of older versions
   * @throws io.tastelake.log.LogMismatchException if log and lake do not belong together
   * @throws io.tastelake.log.LogUnavailableException if the log does not answer
   * @throws io.tastelake.lake.table.LakeMissingException if there is no lake
   */
  public static Interactions open(InteractionsConfig config, ForgottenActors forgotten) {
    return new Interactions(config, forgotten);
  }

  /** The same where nobody is ever forgotten. */
  public static Interactions open(InteractionsConfig config) {
    return open(config, (database, kind, covered) -> Set.of());
  }

  private Interactions(InteractionsConfig config, ForgottenActors forgotten) {
    boolean opened = false;
    try {
      LogConfig log = config.log();
      KafkaTopic brokers =
          closeLater(
              KafkaTopic.of(log.brokers(), Topics.INTERACTIONS, log.readTimeout(), CLIENT_ID));
      this.topic = brokers.describe();
      InteractionsLake lake = closeLater(InteractionsLake.open(config.lake()));
      LakeSnapshot first = lake.newest();
      LogContinuity.require(first.position(), brokers.extent());
      TopicGuard guard = closeLater(new TopicGuard(brokers, topic, GUARDED_EVERY));
      KafkaEventLog producer =
          closeLater(new KafkaEventLog(log.brokers(), log.deliveryTimeout(), topic, guard));
      this.ends = new EndOffsets(brokers, guard, log.readTimeout());
      this.tail = closeLater(new LogTail(log, topic, first.position()));
      this.view = closeLater(new LakeView(lake, first, tail, config.viewInterval()));
      this.eventLog = producer;
      LargeReads largeReads = new LargeReads(config.largeReads(), log.readTimeout());
      this.reader = new HistoryReader(ReadTurns.ofLake(config.lake()), largeReads);
      this.histories = new MergedHistories(topic, ends, tail, view, reader);
      this.listings = new LakeListings(lake, view, ends, topic, forgotten, reader, config);
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  private <T extends AutoCloseable> T closeLater(T part) {
    open.push(part);
    return part;
  }

  public EventLog eventLog() {
    return eventLog;
  }

  public Histories histories() {
    return histories;
  }

  public Listings listings() {
    return listings;
  }

  public NewestEvents newest() {
    return tail::newest;
  }

  /** Where each database's events are. */
  public EventBooks books() {
    return tail.books();
  }

  /** Why reads are refused until a restart, or an upgrade; empty while they are not. */
  public Optional<String> failure() {
    return tail.failure();
  }

  /**
   * Asks the log where it ends.
   *
   * @throws io.tastelake.log.LogUnavailableException if it does not answer
   */
  public void requireLog() {
    var unused = ends.of(topic.partitions());
  }

  /** How many acknowledged events wait in memory for the lake to hold them. */
  public long tailEvents() {
    return tail.events();
  }

  /** Bytes that they take, about. */
  public long tailBytes() {
    return tail.bytes();
  }

  /** How many records the tail is behind the log's end, in the partition that is furthest. */
  public double tailLag() {
    return tail.lag();
  }

  /** How many records of the log, as far as the tail has read it, the lake does not cover yet. */
  public long lakeBehind() {
    return tail.recordsBeyond(view.current().position());
  }

  /** How many reads of histories held all rows at once. */
  public long heldReads() {
    return reader.heldReads();
  }

  /** How many read the rows twice, since they were too many. */
  public long outlinedReads() {
    return reader.outlinedReads();
  }

  /** How long ago the version of the lake that reads go by was first seen. */
  public Duration versionAge() {
    return view.versionAge();
  }

  /** The version of the lake that reads go by. */
  public long viewVersion() {
    return view.current().version();
  }

  /** How long ago the lake was last looked at with success. */
  public Duration viewAge() {
    return view.age();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("Closing {} failed.", part, e);
      }
    }
  }
}
