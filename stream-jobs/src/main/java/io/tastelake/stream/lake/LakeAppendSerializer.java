package io.tastelake.stream.lake;

import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.table.LakeAppend;
import io.tastelake.lake.table.OffsetRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Appends on their way to the committer, and in checkpoints until they are committed. */
final class LakeAppendSerializer implements SimpleVersionedSerializer<LakeAppend> {

  private static final int VERSION = 2;

  /** Of jobs that did not count what they passed. */
  private static final int WITHOUT_COUNTS = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(LakeAppend append) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(append.topicId());
    out.writeInt(append.ranges().size());
    for (Map.Entry<Integer, OffsetRange> range : append.ranges().entrySet()) {
      out.writeInt(range.getKey());
      out.writeLong(range.getValue().first());
      out.writeLong(range.getValue().next());
    }
    out.writeInt(append.files().size());
    for (DataFile file : append.files()) {
      write(file, out);
    }
    out.writeInt(append.counts().size());
    for (Map.Entry<Integer, EventCounts> counts : append.counts().entrySet()) {
      out.writeInt(counts.getKey());
      write(counts.getValue(), out);
    }
    return bytes.toByteArray();
  }

  @Override
  public LakeAppend deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION && version != WITHOUT_COUNTS) {
      throw new IOException(
          "A checkpoint holds an append of version "
              + version
              + ", this job knows "
              + VERSION
              + ". Start the job without state: it resumes where the lake ends.");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String topicId = in.readUTF();
    Map<Integer, OffsetRange> ranges = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      ranges.put(in.readInt(), new OffsetRange(in.readLong(), in.readLong()));
    }
    List<DataFile> files = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      files.add(readFile(in));
    }
    return version == WITHOUT_COUNTS
        ? new LakeAppend(topicId, ranges, files)
        : new LakeAppend(topicId, ranges, files, readCounts(in));
  }

  private static void write(EventCounts counts, DataOutputStream out) throws IOException {
    out.writeInt(counts.databases().size());
    for (Map.Entry<DatabaseId, EventCount> database : counts.databases().entrySet()) {
      out.writeUTF(database.getKey().value());
      write(database.getValue(), out);
    }
    write(counts.others(), out);
    out.writeLong(counts.skipped());
  }

  private static void write(EventCount count, DataOutputStream out) throws IOException {
    out.writeLong(count.inLake());
    out.writeLong(count.deadLettered());
  }

  private static Map<Integer, EventCounts> readCounts(DataInputStream in) throws IOException {
    Map<Integer, EventCounts> counts = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      int partition = in.readInt();
      Map<DatabaseId, EventCount> databases = new HashMap<>();
      for (int more = in.readInt(); more > 0; more--) {
        databases.put(new DatabaseId(in.readUTF()), readCount(in));
      }
      counts.put(partition, new EventCounts(databases, readCount(in), in.readLong()));
    }
    return counts;
  }

  private static EventCount readCount(DataInputStream in) throws IOException {
    return new EventCount(in.readLong(), in.readLong());
  }

  private static void write(DataFile file, DataOutputStream out) throws IOException {
    out.writeUTF(file.path());
    out.writeLong(file.size());
    out.writeLong(file.modifiedAt());
    out.writeLong(file.rows());
    out.writeLong(file.minHash());
    out.writeLong(file.maxHash());
    out.writeBoolean(file.recordsOnly());
    out.writeDouble(file.minTimestamp());
    out.writeDouble(file.maxTimestamp());
  }

  private static DataFile readFile(DataInputStream in) throws IOException {
    return new DataFile(
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readDouble(),
        in.readDouble());
  }
}
