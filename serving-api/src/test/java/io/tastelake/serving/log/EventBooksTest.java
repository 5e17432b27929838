package io.tastelake.serving.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.contracts.lake.EventTally;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.DatabaseId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventBooksTest {

  private static final LogPosition START = LogPosition.start("topic");

  /** A record: whose key it has, and whether it is an event. */
  private record Written(Optional<DatabaseId> database, boolean isEvent) {}

  /** A log with gaps, a lake that follows it, and books. */
  private static final class Scene {

    private final Random random;
    private final int databases;
    private final List<Integer> partitions = List.of(0, 1, 2);
    private final Map<Integer, List<Optional<Written>>> log = new HashMap<>();
    private final int[] read = new int[3];
    private LogPosition position = START;
    private EventTotals totals = EventTotals.since(START);
    private EventBooks books = new EventBooks(partitions, START);

    Scene(Random random, int databases) {
      this.random = random;
      this.databases = databases;
      partitions.forEach(partition -> log.put(partition, new ArrayList<>()));
      books.reached(position, totals);
    }

    void grow() {
      for (int left = random.nextInt(40); left > 0; left--) {
        log.get(random.nextInt(3)).add(written());
      }
    }

    private Optional<Written> written() {
      DatabaseId database = database(random.nextInt(databases));
      return switch (random.nextInt(10)) {
        case 0 -> Optional.empty();
        case 1 -> Optional.of(new Written(Optional.empty(), false));
        case 2 -> Optional.of(new Written(Optional.of(database), false));
        default -> Optional.of(new Written(Optional.of(database), true));
      };
    }

    void read(int upTo) {
      for (int partition : partitions) {
        int end = Math.min(log.get(partition).size(), read[partition] + upTo);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (int offset = read[partition]; offset < end; offset++) {
          int at = offset;
          log.get(partition)
              .get(offset)
              .ifPresent(
                  written ->
                      records.add(
                          new ConsumerRecord<>("t", partition, at, key(written), new byte[0])));
        }
        read[partition] = end;
        books.read(partition, records, end);
      }
    }

    private static String key(Written written) {
      return written.database().map(database -> database.value() + "uann").orElse("short");
    }

    /** The lake moves on, anywhere up to the log's end; what it counts more is {@code wrong}. */
    void commit(int wrong) {
      Map<Integer, Long> next = new HashMap<>();
      List<EventCounts> passing = new ArrayList<>();
      for (int partition : partitions) {
        int from = (int) position.next(partition);
        int to = from + random.nextInt(log.get(partition).size() - from + 1);
        EventTally tally = new EventTally();
        log.get(partition).subList(from, to).forEach(written -> tally(written, tally));
        next.put(partition, (long) to);
        passing.add(tally.counts());
      }
      EventTally more = new EventTally();
      for (int left = wrong; left > 0; left--) {
        more.event(database(0));
      }
      passing.add(more.counts());
      position = position.plus(next);
      totals = totals.plus(position, passing);
      books.reached(position, totals);
    }

    private static void tally(Optional<Written> written, EventTally tally) {
      if (written.isEmpty()) {
        tally.skip(1);
      } else if (written.get().isEvent()) {
        tally.event(written.get().database().orElseThrow());
      } else {
        tally.deadLetter(written.get().database());
      }
    }

    /** An instance that starts at the lake's position. */
    void restart() {
      partitions.forEach(p -> read[p] = (int) position.next(p));
      books = new EventBooks(partitions, position);
      books.reached(position, totals);
    }

    long records() {
      return log.values().stream().flatMap(List::stream).filter(Optional::isPresent).count();
    }
  }

  private static DatabaseId database(long number) {
    return DatabaseId.of(new UUID(5, number));
  }

  private static long sum(Books books, java.util.function.ToLongFunction<Balance> value) {
    return books.databases().values().stream().mapToLong(value).sum()
        + value.applyAsLong(books.others());
  }

  @Property(tries = 100)
  void theyBalanceHoweverLogTailAndLakeMove(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 130) int databases) {
    Scene scene = new Scene(random, databases);
    for (int step = 0; step < 30; step++) {
      scene.grow();
      switch (random.nextInt(5)) {
        case 0 -> scene.restart();
        case 1, 2 -> scene.commit(0);
        default -> scene.read(random.nextInt(30));
      }
    }
    scene.read(Integer.MAX_VALUE >> 1);
    Books books = scene.books.show().orElseThrow();
    assertThat(sum(books, Balance::accepted)).isEqualTo(scene.records());
    assertThat(sum(books, Balance::inLake) + sum(books, Balance::deadLettered))
        .isEqualTo(scene.totals.counts().all().records());
    assertThat(books.databases().values()).allMatch(balance -> balance.unbalanced() == 0);
    assertThat(books.others().unbalanced()).isZero();
    assertThat(books.uncounted()).isZero();
    assertThat(books.databases()).hasSizeLessThanOrEqualTo(EventTotals.MAX_DATABASES);
    books
        .databases()
        .forEach((database, balance) -> assertThat(scene.books.of(database)).contains(balance));
  }

  @Test
  void whatTheLakeCountsTooOftenShowsAtItsDatabase() {
    Scene scene = new Scene(new Random(7), 3);
    scene.grow();
    scene.commit(1);
    scene.grow();
    scene.commit(0);
    scene.commit(2);
    scene.read(1_000);
    Books books = scene.books.show().orElseThrow();
    assertThat(sum(books, Balance::unbalanced)).isEqualTo(-3);
    assertThat(sum(books, Balance::accepted)).isEqualTo(scene.records());
    assertThat(books.uncounted()).isEqualTo(-3);
    scene.commit(4);
    assertThat(scene.books.of(database(0)).orElseThrow().unbalanced())
        .isEqualTo(books.databases().get(database(0)).unbalanced() - 4);
  }

  @Test
  void aDatabaseWithoutEventsInTheLakeIsInFlight() {
    Scene scene = new Scene(new Random(1), 1);
    scene.log.get(0).add(Optional.of(new Written(Optional.of(database(9)), true)));
    scene.read(1);
    assertThat(scene.books.of(database(9))).contains(new Balance(0, 0, 1, 0));
    assertThat(scene.books.of(database(8))).contains(Balance.NONE);
  }

  @Test
  void aLakeThatCountsAnewIsFollowed() {
    Scene scene = new Scene(new Random(2), 2);
    scene.grow();
    scene.read(1_000);
    scene.commit(0);
    scene.totals = EventTotals.since(scene.position);
    scene.books.reached(scene.position, scene.totals);
    scene.grow();
    scene.read(1_000);
    scene.commit(0);
    Books books = scene.books.show().orElseThrow();
    assertThat(books.since()).isEqualTo(scene.totals.since());
    assertThat(sum(books, Balance::unbalanced)).isZero();
  }

  @Test
  void tooMuchInFlightBeginsAnewOnceTheLakeHasCaughtUp() {
    EventBooks books = new EventBooks(List.of(0), START);
    books.reached(START, EventTotals.since(START));
    List<ConsumerRecord<String, byte[]>> none = List.of();
    books.read(0, none, EventBooks.MAX_IN_FLIGHT);
    assertThat(books.show()).isPresent();
    long end = EventBooks.MAX_IN_FLIGHT + 1;
    books.read(0, none, end);
    assertThat(books.show()).isEmpty();
    String key = database(1).value() + "uann";
    var record = new ConsumerRecord<>("t", 0, end, key, key.getBytes(StandardCharsets.UTF_8));
    books.read(0, List.of(record), end + 1);
    books.reached(START.plus(Map.of(0, 5L)), EventTotals.since(START));
    assertThat(books.show()).isEmpty();
    LogPosition at = START.plus(Map.of(0, end));
    books.reached(at, EventTotals.since(at));
    assertThat(books.of(database(1))).contains(new Balance(0, 0, 1, 0));
  }
}
