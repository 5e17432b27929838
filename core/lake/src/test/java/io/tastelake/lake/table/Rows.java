package io.tastelake.lake.table;

import io.tastelake.contracts.lake.EventCounts;
import io.tastelake.contracts.lake.EventTally;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.lake.file.DataFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Rows by seed: all operations, absent fields, many scripts, few actors and many rows of each. */
final class Rows {

  private static final int PARTITIONS = 3;
  private static final List<Operation> OPERATIONS = List.of(Operation.values());
  private static final String[] TYPES = {
    "productView", "", "ünïcode", "日本語", "😀 \u0000 \"quoted\"", "{\"a\":[1,2,{\"b\":null}]}"
  };
  private static final String[] ITEMS = {"", "ünïcode", "日本語", "😀 \"quoted\"", "{\"a\":[]}"};
  private static final String[] PROPERTIES = {
    "{}", "{\"ü\":\"日本語 \\u0000\"}", "{\"😀\":1e400}", "{\"a\":[1,2,{\"b\":null}]}"
  };

  private Rows() {}

  static List<LoggedEvent> some(long seed, int amount) {
    return following(new long[PARTITIONS], seed, amount);
  }

  /** Rows at the offsets from {@code next} on, which is moved past them. */
  static List<LoggedEvent> following(long[] next, long seed, int amount) {
    Random random = new Random(seed);
    List<LoggedEvent> rows = new ArrayList<>();
    for (int i = 0; i < amount; i++) {
      InteractionEvent event = event(random);
      int partition = Math.floorMod(event.actor().hashCode(), next.length);
      rows.add(new LoggedEvent(partition, next[partition]++, event));
    }
    return rows;
  }

  static InteractionEvent event(Random random) {
    return new InteractionEvent(
        DatabaseId.of(new UUID(7, random.nextInt(2))),
        new Actor(
            random.nextBoolean() ? Actor.Kind.USER : Actor.Kind.SESSION,
            "actor-" + random.nextInt(40)),
        1_700_000_000_000_000L + random.nextInt(),
        change(random));
  }

  /** Any change: columns are drawn until they make one. */
  private static Change change(Random random) {
    ChangeColumns columns = columns(random);
    while (!columns.isChange()) {
      columns = columns(random);
    }
    return columns.change();
  }

  private static ChangeColumns columns(Random random) {
    return new ChangeColumns(
        OPERATIONS.get(random.nextInt(OPERATIONS.size())),
        maybe(random, new InteractionId(new UUID(random.nextLong(), random.nextLong()))),
        maybe(random, new ItemId("item-" + one(random, ITEMS))),
        maybe(random, one(random, TYPES)),
        maybe(random, random.nextDouble() * 1e9 - 1e8),
        maybe(random, one(random, PROPERTIES)),
        maybe(random, 1 + random.nextInt(10) * 1.0),
        maybe(random, new UserId("user-" + random.nextInt(9))));
  }

  private static String one(Random random, String[] texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static <T> T maybe(Random random, T value) {
    return random.nextInt(4) == 0 ? null : value;
  }

  /** The append of {@code rows}, which follow each other without gaps in each partition. */
  static LakeAppend append(String topicId, List<LoggedEvent> rows, List<DataFile> files) {
    Map<Integer, OffsetRange> ranges = new HashMap<>();
    for (LoggedEvent row : rows) {
      ranges.merge(
          row.partition(),
          new OffsetRange(row.offset(), row.offset() + 1),
          (a, b) -> new OffsetRange(Math.min(a.first(), b.first()), Math.max(a.next(), b.next())));
    }
    return new LakeAppend(topicId, ranges, files, counts(rows));
  }

  private static Map<Integer, EventCounts> counts(List<LoggedEvent> rows) {
    Map<Integer, EventTally> tallies = new HashMap<>();
    for (LoggedEvent row : rows) {
      tallies
          .computeIfAbsent(row.partition(), partition -> new EventTally())
          .event(row.event().database());
    }
    Map<Integer, EventCounts> counts = new HashMap<>();
    tallies.forEach((partition, tally) -> counts.put(partition, tally.counts()));
    return counts;
  }

  static long next(List<LoggedEvent> rows, int partition) {
    return rows.stream()
        .filter(row -> row.partition() == partition)
        .mapToLong(row -> row.offset() + 1)
        .max()
        .orElse(0);
  }
}
