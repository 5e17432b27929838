package io.tastelake.serving.log;

import io.tastelake.contracts.lake.EventCount;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.DatabaseId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the records of the log, as the tail reads them, against those that the lake counted: each
 * time the lake's position moves, what its totals grew by must be what the tail read in between, of
 * each database. Thread-safe.
 *
 * <p>Both go by the database that a record's key names. What the lake does not count apart is
 * compared as one sum, and so is a database in the step in which the lake begins to count it apart,
 * since its dead letters of before are among the others.
 *
 * <p>Memory is bounded. If too much is in flight the books begin anew where the tail is, as soon as
 * the lake has got there.
 */
public final class EventBooks {

  private static final Logger LOG = LoggerFactory.getLogger(EventBooks.class);

  /** Offsets beyond the lake's position, of all partitions: 16 MiB. */
  static final long MAX_IN_FLIGHT = 4 << 20;

  /** Whoever writes garbage to the log can name as many as there are records. */
  private static final int MAX_NAMES = 1 << 16;

  /** Records whose key is too short to name a database. */
  private static final String NAMELESS = "";

  private final Map<Integer, InFlight> partitions = new TreeMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<DatabaseId, Long> unbalanced = new HashMap<>();
  private long[] inFlight = new long[64];
  private long othersUnbalanced;
  private Optional<EventTotals> settled = Optional.empty();
  private Reached waiting;
  private Reached newest;

  private record Reached(LogPosition position, EventTotals totals) {}

  /** Books of a tail that follows these partitions from {@code from} on. */
  EventBooks(List<Integer> followed, LogPosition from) {
    followed.forEach(p -> partitions.put(p, new InFlight(from.next(p))));
  }

  /** The tail has read {@code records}, and all of the partition below {@code end}. */
  synchronized void read(int partition, List<ConsumerRecord<String, byte[]>> records, long end) {
    InFlight read = partitions.get(partition);
    if (offsets() + end - read.end() > MAX_IN_FLIGHT || numbers.size() > MAX_NAMES) {
      beginAnew();
      read.beginAt(end);
      return;
    }
    for (ConsumerRecord<String, byte[]> each : records) {
      if (each.offset() >= read.end()) {
        int number = numbers.computeIfAbsent(name(each.key()), unknown -> numbers.size());
        read.add(each.offset(), number);
        count(number, 1);
      }
    }
    read.passTo(end);
    settle();
  }

  private long offsets() {
    return partitions.values().stream().mapToLong(InFlight::size).sum();
  }

  private static String name(String key) {
    return key == null || key.length() < DatabaseId.LENGTH
        ? NAMELESS
        : key.substring(0, DatabaseId.LENGTH);
  }

  private void count(int number, long records) {
    if (number >= inFlight.length) {
      inFlight = Arrays.copyOf(inFlight, number * 2);
    }
    inFlight[number] += records;
  }

  private void beginAnew() {
    LOG.warn(
        "{} records of the log wait for the lake: counting them anew from here on.", offsets());
    partitions.values().forEach(partition -> partition.beginAt(partition.end()));
    numbers.clear();
    inFlight = new long[64];
    settled = Optional.empty();
  }

  /** The lake is at {@code position} now, and has counted {@code totals} up to there. */
  public synchronized void reached(LogPosition position, EventTotals totals) {
    newest = new Reached(position, totals);
    settle();
  }

  /** Settles with the newest version, unless the tail has yet to read up to an earlier one. */
  private void settle() {
    if (waiting == null) {
      takeNewest();
    }
    while (waiting != null && hasRead(waiting.position())) {
      settle(waiting);
      takeNewest();
    }
  }

  private void takeNewest() {
    waiting = newest;
    newest = null;
  }

  private boolean hasRead(LogPosition position) {
    return partitions.entrySet().stream()
        .allMatch(partition -> partition.getValue().end() >= position.next(partition.getKey()));
  }

  private void settle(Reached now) {
    boolean whole =
        partitions.entrySet().stream()
            .allMatch(p -> p.getValue().first() <= now.position().next(p.getKey()));
    long[] passed = drop(now.position());
    if (settled.isPresent() && settled.get().since().equals(now.totals().since())) {
      compare(passed, settled.get(), now);
      settled = Optional.of(now.totals());
    } else if (whole) {
      settled = Optional.of(now.totals());
    }
  }

  /** Lets go of what the lake covers; returns how many records of each database that was. */
  private long[] drop(LogPosition position) {
    long[] passed = new long[inFlight.length];
    partitions.forEach(
        (partition, held) ->
            held.dropBelow(
                position.next(partition),
                number -> {
                  passed[number]++;
                  inFlight[number]--;
                }));
    return passed;
  }

  private void compare(long[] passed, EventTotals before, Reached now) {
    EventCount all = now.totals().counts().all().since(before.counts().all());
    long rest = Arrays.stream(passed).sum() - all.records();
    for (Map.Entry<DatabaseId, EventCount> entry : before.counts().databases().entrySet()) {
      DatabaseId database = entry.getKey();
      EventCount counted =
          now.totals().counts().databases().getOrDefault(database, EventCount.NONE);
      long difference = of(database, passed) - counted.since(entry.getValue()).records();
      rest -= difference;
      note(database.value(), difference, now);
      unbalanced.merge(database, difference, Long::sum);
    }
    note("the other databases", rest, now);
    othersUnbalanced += rest;
  }

  private static void note(String databases, long difference, Reached now) {
    if (difference != 0) {
      LOG.error(
          "The books do not balance: of {}, the log holds {} records more than the lake at {}"
              + " counted since its position before. Run check-consistency.",
          databases,
          difference,
          now.position().toJson());
    }
  }

  private long of(DatabaseId database, long[] counts) {
    Integer number = numbers.get(database.value());
    return number == null || number >= counts.length ? 0 : counts[number];
  }

  /** Where the events of a database are; nothing if the lake counts it among others. */
  public synchronized Optional<Balance> of(DatabaseId database) {
    return settled
        .filter(totals -> !isAmongOthers(database, totals))
        .map(totals -> balance(database, totals));
  }

  private static boolean isAmongOthers(DatabaseId database, EventTotals totals) {
    return totals.counts().databases().size() >= EventTotals.MAX_DATABASES
        && !totals.counts().databases().containsKey(database);
  }

  private Balance balance(DatabaseId database, EventTotals totals) {
    EventCount count = totals.counts().databases().getOrDefault(database, EventCount.NONE);
    return new Balance(
        count.inLake(),
        count.deadLettered(),
        of(database, inFlight),
        unbalanced.getOrDefault(database, 0L));
  }

  /** Where all events are; nothing while counting has yet to begin. */
  public synchronized Optional<Books> show() {
    return settled.map(
        totals -> {
          Map<DatabaseId, Balance> databases = new HashMap<>();
          long rest = Arrays.stream(inFlight).sum();
          for (DatabaseId database : totals.counts().databases().keySet()) {
            Balance balance = balance(database, totals);
            databases.put(database, balance);
            rest -= balance.inFlight();
          }
          EventCount others = totals.counts().others();
          return new Books(
              totals.since(),
              databases,
              new Balance(others.inLake(), others.deadLettered(), rest, othersUnbalanced),
              totals.uncounted());
        });
  }
}
