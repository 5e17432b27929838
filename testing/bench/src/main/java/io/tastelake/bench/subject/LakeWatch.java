package io.tastelake.bench.subject;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.time.Pause;
import io.tastelake.lake.table.InteractionsLake;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Compares how far the lake is with how far the log is. */
public final class LakeWatch implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final InteractionsLake lake;
  private final Admin log;
  private final Map<TopicPartition, OffsetSpec> latest;

  public LakeWatch(URI root, String bootstrapServers) throws Exception {
    this.lake = InteractionsLake.open(root);
    this.log = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    int partitions =
        log.describeTopics(List.of(Topics.INTERACTIONS))
            .topicNameValues()
            .get(Topics.INTERACTIONS)
            .get()
            .partitions()
            .size();
    this.latest =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(Topics.INTERACTIONS, partition))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
  }

  /** The next offset of each partition: all that was acknowledged until now lies below. */
  public Map<Integer, Long> logEnd() {
    try {
      return log.listOffsets(latest).all().get().entrySet().stream()
          .collect(
              Collectors.toMap(end -> end.getKey().partition(), end -> end.getValue().offset()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The log does not say where it ends.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the log was asked for its end.", e);
    }
  }

  /** Whether the lake holds all below {@code end} now. */
  public boolean reached(Map<Integer, Long> end) {
    LogPosition position = lake.position();
    return end.entrySet().stream()
        .allMatch(next -> position.next(next.getKey()) >= next.getValue());
  }

  /** How long it takes until the lake holds all that is acknowledged now. */
  public Duration untilCommitted() {
    long start = System.nanoTime();
    Map<Integer, Long> end = logEnd();
    while (!reached(end)) {
      if (System.nanoTime() - start > TIMEOUT.toNanos()) {
        throw new IllegalStateException(
            "After " + TIMEOUT + " the lake is at " + lake.position() + ", the log at " + end);
      }
      pause();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How many rows the lake holds. */
  public long rows() {
    return lake.newest().rows();
  }

  private static void pause() {
    try {
      Pause.of(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the lake.", e);
    }
  }

  @Override
  public void close() {
    log.close();
    lake.close();
  }
}
