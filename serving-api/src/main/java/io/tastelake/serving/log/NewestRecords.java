package io.tastelake.serving.log;

import io.tastelake.domain.identity.DatabaseId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The last records of each database, as bytes, whether the lake holds them or not. Memory is
 * bounded: what was written longest ago goes first. Thread-safe.
 */
final class NewestRecords {

  /** Records of one database. */
  static final int PER_DATABASE = 200;

  /** One database may take this part of the budget. */
  private static final int BUDGET_PARTS = 8;

  /** What a record takes beside its value. */
  private static final int RECORD_OVERHEAD = 96;

  /** What a database takes beside its records. */
  private static final int DATABASE_OVERHEAD = 512;

  /** Keys begin with the database's id. */
  private static final int ID_LENGTH = 22;

  private final long budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Newest> databases = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * Keeps what comes.
   *
   * @param budget in bytes
   */
  NewestRecords(long budget) {
    this.budget = budget;
  }

  /** A record and where it stands. */
  static final class Kept {
    final int partition;
    final long offset;
    final byte[] value;

    private Kept(ConsumerRecord<String, byte[]> record) {
      this.partition = record.partition();
      this.offset = record.offset();
      this.value = record.value();
    }

    private int size() {
      return RECORD_OVERHEAD + value.length;
    }
  }

  private static final class Newest {
    private final Deque<Kept> records = new ArrayDeque<>();
    private long recordBytes;

    private long bytes() {
      return DATABASE_OVERHEAD + recordBytes;
    }
  }

  /** Takes in records, in the order of their partition. */
  void add(List<ConsumerRecord<String, byte[]>> records) {
    lock.lock();
    try {
      for (ConsumerRecord<String, byte[]> record : records) {
        if (record.key() != null && record.key().length() > ID_LENGTH && record.value() != null) {
          add(record);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(ConsumerRecord<String, byte[]> record) {
    Kept kept = new Kept(record);
    if (kept.size() > budget / BUDGET_PARTS) {
      return;
    }
    Newest newest =
        databases.computeIfAbsent(
            record.key().substring(0, ID_LENGTH),
            unknown -> {
              bytes += DATABASE_OVERHEAD;
              return new Newest();
            });
    newest.records.add(kept);
    newest.recordBytes += kept.size();
    bytes += kept.size();
    while (newest.records.size() > PER_DATABASE || newest.recordBytes > budget / BUDGET_PARTS) {
      int size = newest.records.remove().size();
      newest.recordBytes -= size;
      bytes -= size;
    }
    Iterator<Newest> quietest = databases.values().iterator();
    while (bytes > budget) {
      bytes -= quietest.next().bytes();
      quietest.remove();
    }
  }

  /** The records of a database, the oldest first. */
  List<Kept> of(DatabaseId database) {
    lock.lock();
    try {
      Newest newest = databases.get(database.value());
      return newest == null ? List.of() : new ArrayList<>(newest.records);
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
