package io.tastelake.stream.log;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.table.InteractionsLake;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a {@link MemoryLog} as the Kafka connector reads a topic: one split per partition, kept in
 * the readers' state, and without state from the lake's position or a given one. Between two
 * checkpoints a reader emits a limited number of records, so that small logs too make many commits.
 */
public final class MemoryLogSource
    implements Source<SourceRecord, MemoryLogSource.Split, List<MemoryLogSource.Split>> {

  private static final long serialVersionUID = 1L;

  private final MemoryLog.Handle log;
  private final URI lake;
  private final String start;
  private final int recordsPerCheckpoint;

  public MemoryLogSource(MemoryLog.Handle log, URI lake, int recordsPerCheckpoint) {
    this(log, lake, null, recordsPerCheckpoint);
  }

  /**
   * A source that starts at a position.
   *
   * @param start nothing if the source is restored
   */
  public MemoryLogSource(
      MemoryLog.Handle log, Optional<LogPosition> start, int recordsPerCheckpoint) {
    this(log, null, start.map(LogPosition::toJson).orElse(null), recordsPerCheckpoint);
  }

  private MemoryLogSource(MemoryLog.Handle log, URI lake, String start, int recordsPerCheckpoint) {
    this.log = log;
    this.lake = lake;
    this.start = start;
    this.recordsPerCheckpoint = recordsPerCheckpoint;
  }

  /** A partition and the offset to read next. */
  public record Split(int partition, long next) implements SourceSplit {

    @Override
    public String splitId() {
      return "partition-" + partition;
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<Split, List<Split>> createEnumerator(
      SplitEnumeratorContext<Split> context) {
    LogPosition position = start();
    List<Split> all =
        IntStream.range(0, log.log().partitionCount())
            .mapToObj(partition -> new Split(partition, position.next(partition)))
            .toList();
    return new Enumerator(context, all);
  }

  private LogPosition start() {
    if (start != null) {
      return LogPosition.fromJson(start);
    }
    try (InteractionsLake table = InteractionsLake.open(lake)) {
      return table.position();
    }
  }

  @Override
  public SplitEnumerator<Split, List<Split>> restoreEnumerator(
      SplitEnumeratorContext<Split> context, List<Split> unassigned) {
    return new Enumerator(context, unassigned);
  }

  @Override
  public SourceReader<SourceRecord, Split> createReader(SourceReaderContext context) {
    return new Reader(log.log(), recordsPerCheckpoint);
  }

  private static final class Enumerator implements SplitEnumerator<Split, List<Split>> {

    private final SplitEnumeratorContext<Split> context;
    private final List<Split> unassigned;

    Enumerator(SplitEnumeratorContext<Split> context, List<Split> unassigned) {
      this.context = context;
      this.unassigned = new ArrayList<>(unassigned);
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
      for (Split split : List.copyOf(unassigned)) {
        if (split.partition() % context.currentParallelism() == subtask) {
          context.assignSplit(split, subtask);
          unassigned.remove(split);
        }
      }
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<Split> splits, int subtask) {
      unassigned.addAll(splits);
    }

    @Override
    public List<Split> snapshotState(long checkpoint) {
      return List.copyOf(unassigned);
    }

    @Override
    public void close() {}
  }

  private static final class Reader implements SourceReader<SourceRecord, Split> {

    private final MemoryLog log;
    private final int recordsPerCheckpoint;
    private final Deque<Split> splits = new ArrayDeque<>();
    private int left;
    private boolean complete;
    private CompletableFuture<Void> growth = new CompletableFuture<>();
    private CompletableFuture<Void> more = new CompletableFuture<>();

    Reader(MemoryLog log, int recordsPerCheckpoint) {
      this.log = log;
      this.recordsPerCheckpoint = recordsPerCheckpoint;
      this.left = recordsPerCheckpoint;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> out) {
      growth = log.growth();
      boolean last = complete && log.isSealed();
      if (left > 0 && emit(out)) {
        return InputStatus.MORE_AVAILABLE;
      }
      if (left > 0 && last) {
        return InputStatus.END_OF_INPUT;
      }
      return InputStatus.NOTHING_AVAILABLE;
    }

    private boolean emit(ReaderOutput<SourceRecord> out) {
      for (int turn = splits.size(); turn > 0; turn--) {
        Split split = splits.poll();
        Optional<SourceRecord> record = log.read(split.partition(), split.next());
        splits.add(record.map(found -> new Split(split.partition(), found.next())).orElse(split));
        if (record.isPresent()) {
          log.readFaults().pass();
          out.collect(record.get());
          left--;
          return true;
        }
      }
      return false;
    }

    @Override
    public List<Split> snapshotState(long checkpoint) {
      left = recordsPerCheckpoint;
      more.complete(null);
      return List.copyOf(splits);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      if (more.isDone()) {
        more = new CompletableFuture<>();
        return CompletableFuture.completedFuture(null);
      }
      return CompletableFuture.anyOf(more, growth).thenAccept(any -> {});
    }

    @Override
    public void addSplits(List<Split> added) {
      splits.addAll(added);
      more.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
      complete = true;
      more.complete(null);
    }

    @Override
    public void close() {}
  }

  @Override
  public SimpleVersionedSerializer<Split> getSplitSerializer() {
    return new SplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<Split>> getEnumeratorCheckpointSerializer() {
    return new SplitsSerializer();
  }

  private static final class SplitSerializer implements SimpleVersionedSerializer<Split> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Split split) {
      return ByteBuffer.allocate(12).putInt(split.partition()).putLong(split.next()).array();
    }

    @Override
    public Split deserialize(int version, byte[] bytes) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new Split(buffer.getInt(), buffer.getLong());
    }
  }

  private static final class SplitsSerializer implements SimpleVersionedSerializer<List<Split>> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(List<Split> splits) {
      ByteBuffer buffer = ByteBuffer.allocate(12 * splits.size());
      splits.forEach(split -> buffer.putInt(split.partition()).putLong(split.next()));
      return buffer.array();
    }

    @Override
    public List<Split> deserialize(int version, byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      List<Split> splits = new ArrayList<>();
      while (buffer.hasRemaining()) {
        splits.add(new Split(buffer.getInt(), buffer.getLong()));
      }
      return splits;
    }
  }
}
