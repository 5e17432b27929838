package io.tastelake.serving.log;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.serving.log.TailPart.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The last records of one partition, found by key. Values stay as bytes: most are dropped unread.
 * Each record is linked twice, to the next of the partition, for dropping, and to the next of its
 * key, for reading; records enter at the end and leave at the beginning of both.
 */
final class PartitionTail {

  /** What a record takes beside its key and value: two objects, array headers, its map's share. */
  private static final int RECORD_OVERHEAD = 128;

  /** Records dropped at once, so that no read waits long for the lock. */
  private static final int DROPPED_AT_ONCE = 1_000;

  /** A record; its links are guarded by the lock, the rest never changes. */
  static final class Kept {
    private final KeyTail key;
    final long offset;
    final byte[] value;
    private Kept next;
    private Kept nextOfKey;

    private Kept(KeyTail key, long offset, byte[] value) {
      this.key = key;
      this.offset = offset;
      this.value = value;
    }

    private int size() {
      return RECORD_OVERHEAD + key.key.length() + value.length;
    }
  }

  private static final class KeyTail {
    final String key;
    Kept first;
    Kept last;

    KeyTail(String key) {
      this.key = key;
    }
  }

  /** What there is of one key. */
  record KeyPart(List<Kept> records, Reach reach) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<String, KeyTail> keys = new HashMap<>();
  private Kept oldest;
  private Kept newest;
  private volatile long end;
  private long coveredTo;
  private long lostTo;
  private RuntimeException failure;
  private volatile long bytes;
  private volatile long count;

  PartitionTail(long from) {
    this.end = from;
    this.coveredTo = from;
  }

  /** Takes in records, and that all below {@code newEnd} is known now. */
  void add(List<ConsumerRecord<String, byte[]>> records, long newEnd) {
    lock.lock();
    try {
      for (ConsumerRecord<String, byte[]> kept : records) {
        if (kept.offset() >= coveredTo && mayHoldEvent(kept)) {
          append(kept);
        }
      }
      end = newEnd;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static boolean mayHoldEvent(ConsumerRecord<String, byte[]> record) {
    return record.key() != null
        && record.value() != null
        && record.key().length() + record.value().length <= EventCodec.MAX_BYTES;
  }

  private void append(ConsumerRecord<String, byte[]> added) {
    KeyTail key = keys.computeIfAbsent(added.key(), KeyTail::new);
    Kept kept = new Kept(key, added.offset(), added.value());
    if (oldest == null) {
      oldest = kept;
    } else {
      newest.next = kept;
    }
    newest = kept;
    if (key.first == null) {
      key.first = kept;
    } else {
      key.last.nextOfKey = kept;
    }
    key.last = kept;
    count(kept.size(), 1);
  }

  /** Waits until all below {@code offset} is known, or time is up; returns the time left. */
  long await(long offset, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (end < offset && failure == null && left > 0) {
        left = moved.awaitNanos(left);
      }
      if (failure != null) {
        throw failure;
      }
      return end < offset ? 0 : Math.max(1, left);
    } finally {
      lock.unlock();
    }
  }

  /** The records of one key from {@code from} on. */
  KeyPart read(String key, long from) {
    lock.lock();
    try {
      if (coveredTo > from) {
        return new KeyPart(List.of(), Reach.SUPERSEDED);
      }
      List<Kept> records = new ArrayList<>();
      KeyTail tail = keys.get(key);
      for (Kept kept = tail == null ? null : tail.first; kept != null; kept = kept.nextOfKey) {
        if (kept.offset >= from) {
          records.add(kept);
        }
      }
      return new KeyPart(records, lostTo > from ? Reach.CUT : Reach.WHOLE);
    } finally {
      lock.unlock();
    }
  }

  /** Drops what lies below {@code covered}: whoever reads from there on needs it no more. */
  void dropCovered(long covered) {
    boolean more = true;
    while (more) {
      lock.lock();
      try {
        coveredTo = Math.max(coveredTo, covered);
        for (int i = 0; i < DROPPED_AT_ONCE && oldest != null && oldest.offset < covered; i++) {
          dropOldest();
        }
        more = oldest != null && oldest.offset < covered;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Drops the oldest records, covered or not, until at least {@code excess} bytes are free. */
  void dropExcess(long excess) {
    lock.lock();
    try {
      long until = bytes - excess;
      while (oldest != null && bytes > until) {
        lostTo = oldest.offset + 1;
        dropOldest();
      }
    } finally {
      lock.unlock();
    }
  }

  private void dropOldest() {
    Kept dropped = oldest;
    KeyTail key = dropped.key;
    oldest = dropped.next;
    key.first = dropped.nextOfKey;
    if (key.first == null) {
      keys.remove(key.key);
    }
    count(-dropped.size(), -1);
  }

  /** Lets every present and coming wait end with {@code cause}. */
  void fail(RuntimeException cause) {
    lock.lock();
    try {
      failure = cause;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock, read without
  private void count(long addedBytes, long addedRecords) {
    bytes += addedBytes;
    count += addedRecords;
  }

  /** The offset below which all is known. */
  long end() {
    return end;
  }

  long bytes() {
    return bytes;
  }

  long count() {
    return count;
  }
}
