package io.tastelake.stream.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.testkit.log.PoisonRecords;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A log in memory that a job in this JVM reads through {@link MemoryLogSource}: replayable, with
 * skipped offsets and undecodable records, growing until it is sealed. It can make the job fail:
 * when so many records were read, or when so many commits were about to be made.
 */
public final class MemoryLog implements AutoCloseable {

  private static final Map<String, MemoryLog> OPEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private final List<TreeMap<Long, byte[]>> partitions = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
  private final Map<String, DatabaseId> garbageOf = new HashMap<>();
  private final ConcurrentLinkedQueue<SourceRecord> deadLetters = new ConcurrentLinkedQueue<>();
  private final PoisonRecords garbage =
      new PoisonRecords(
          new Random(), SampleEvents.event(0).database(), SampleEvents.event(0).actor());
  private final Faults readFaults = new Faults();
  private final Faults commitFaults = new Faults();
  private CompletableFuture<Void> growth = new CompletableFuture<>();
  private String topicId;
  private boolean sealed;

  /** An empty log. */
  public MemoryLog(String topicId, int partitionCount) {
    this.topicId = topicId;
    for (int partition = 0; partition < partitionCount; partition++) {
      partitions.add(new TreeMap<>());
      ends.add(0L);
    }
    OPEN.put(name, this);
  }

  /** How a job finds the log. */
  public record Handle(String name) implements Serializable {

    public MemoryLog log() {
      return OPEN.get(name);
    }
  }

  public Handle handle() {
    return new Handle(name);
  }

  public int partitionCount() {
    return partitions.size();
  }

  /** Appends an event. */
  public synchronized void append(int partition) {
    append(partition, new EventCodec().encode(SampleEvents.at(partition, ends.get(partition))));
  }

  /** Appends an event of one's own. */
  public synchronized void append(int partition, InteractionEvent event) {
    append(partition, new EventCodec().encode(event));
  }

  /**
   * Appends what holds no valid event: something else each time, under a key of a database that has
   * events, of one that has none, or of none.
   */
  public synchronized void appendGarbage(int partition) {
    long offset = ends.get(partition);
    if (offset % 4 != 0) {
      DatabaseId stranger = DatabaseId.of(UUID.randomUUID());
      garbageOf.put(
          partition + "/" + offset,
          offset % 4 == 1 ? stranger : SampleEvents.event(offset).database());
    }
    append(partition, garbage.next().value());
  }

  /** Leaves out one offset, as a log does after compaction or an aborted transaction. */
  public synchronized void skip(int partition) {
    ends.set(partition, ends.get(partition) + 1);
  }

  private void append(int partition, byte[] value) {
    long offset = ends.get(partition);
    partitions.get(partition).put(offset, value);
    ends.set(partition, offset + 1);
    grow();
  }

  /** Nothing will follow: readers that reach the end finish. */
  public synchronized void seal() {
    sealed = true;
    grow();
  }

  public synchronized boolean isSealed() {
    return sealed;
  }

  private void grow() {
    CompletableFuture<Void> grown = growth;
    growth = new CompletableFuture<>();
    grown.complete(null);
  }

  /** Completes when the log has changed. */
  public synchronized CompletableFuture<Void> growth() {
    return growth;
  }

  /** The first record at or after {@code offset}. */
  public synchronized Optional<SourceRecord> read(int partition, long offset) {
    return Optional.ofNullable(partitions.get(partition).ceilingEntry(offset))
        .map(entry -> decode(partition, entry.getKey(), entry.getValue()));
  }

  private SourceRecord decode(int partition, long offset, byte[] value) {
    try {
      return SourceRecord.decoded(partition, offset, new EventCodec().decode(value));
    } catch (UndecodableEventException e) {
      Optional<DatabaseId> database = Optional.ofNullable(garbageOf.get(partition + "/" + offset));
      return SourceRecord.undecodable(partition, offset, database, value, e.getMessage());
    }
  }

  /** All rows that belong in the lake. */
  public synchronized List<LoggedEvent> rows() {
    return everything().stream().flatMap(record -> record.row().stream()).toList();
  }

  /** The places of all dead letters, as {@code partition/offset}. */
  public synchronized List<String> garbage() {
    return everything().stream()
        .filter(record -> record.deadLetter().isPresent())
        .map(MemoryLog::place)
        .toList();
  }

  private List<SourceRecord> everything() {
    List<SourceRecord> all = new ArrayList<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      int index = partition;
      partitions.get(index).forEach((offset, value) -> all.add(decode(index, offset, value)));
    }
    return all;
  }

  /** Of each partition, the offset after its last record; none for an empty one. */
  public synchronized Map<Integer, Long> passable() {
    Map<Integer, Long> next = new TreeMap<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      if (!partitions.get(partition).isEmpty()) {
        next.put(partition, partitions.get(partition).lastKey() + 1);
      }
    }
    return next;
  }

  /** A dead letter has arrived. */
  public void deadLetter(SourceRecord letter) {
    deadLetters.add(letter);
  }

  /** The places of the dead letters that arrived, as {@code partition/offset}. */
  public List<String> deadLetters() {
    return deadLetters.stream().map(MemoryLog::place).toList();
  }

  private static String place(SourceRecord record) {
    return record.partition() + "/" + record.offset();
  }

  /** Failures when records are read. */
  public Faults readFaults() {
    return readFaults;
  }

  /** Failures right before a commit. */
  public Faults commitFaults() {
    return commitFaults;
  }

  /** From now on the log's name belongs to another topic. */
  public synchronized void replaceTopic(String otherId) {
    topicId = otherId;
  }

  public synchronized String topicId() {
    return topicId;
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }
}
