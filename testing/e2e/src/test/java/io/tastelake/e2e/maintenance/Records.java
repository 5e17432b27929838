package io.tastelake.e2e.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.e2e.kit.Log;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot.TimeWindow;
import io.tastelake.lake.table.RowCursor;
import java.net.URI;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which RECORDs there are and what they say, in few bytes: log and lake may be long. */
final class Records {

  private record Who(DatabaseId database, Actor actor) {

    static Who of(LoggedEvent event) {
      return new Who(event.event().database(), event.event().actor());
    }
  }

  private final Map<Integer, BitSet> places = new HashMap<>();
  private long contents;

  private Records() {}

  /** Those of the log that lie above their actor's last FORGET. */
  static Records notForgottenIn(Log log) {
    Map<Who, Long> forgotten = new HashMap<>();
    log.forEach(
        event -> {
          if (event.event().operation() == Operation.FORGET) {
            forgotten.merge(Who.of(event), event.offset(), Math::max);
          }
        });
    Records records = new Records();
    log.forEach(
        event -> {
          if (event.offset() > forgotten.getOrDefault(Who.of(event), -1L)) {
            records.add(event);
          }
        });
    return records;
  }

  /** All of the lake's newest version. */
  static Records in(URI root) {
    Records records = new Records();
    try (InteractionsLake lake = InteractionsLake.open(root);
        RowCursor rows = lake.newest().range(Long.MIN_VALUE, Long.MAX_VALUE, TimeWindow.ALWAYS)) {
      rows.forEachRemaining(records::add);
    }
    return records;
  }

  private void add(LoggedEvent event) {
    if (event.event().operation() == Operation.RECORD) {
      BitSet partition = places.computeIfAbsent(event.partition(), any -> new BitSet());
      int offset = Math.toIntExact(event.offset());
      assertThat(partition.get(offset)).as("twice: %s", event).isFalse();
      partition.set(offset);
      contents += event.hashCode() * 0x9E3779B97F4A7C15L;
    }
  }

  long count() {
    return places.values().stream().mapToLong(BitSet::cardinality).sum();
  }

  /** Fails unless {@code others} are the same. */
  void assertAre(Records others) {
    places.forEach(
        (partition, offsets) -> {
          BitSet different = (BitSet) offsets.clone();
          different.xor(others.places.getOrDefault(partition, new BitSet()));
          assertThat(different.stream().limit(10))
              .as("offsets of partition %d that only one of both has", partition)
              .isEmpty();
        });
    assertThat(others.places.keySet()).isEqualTo(places.keySet());
    assertThat(others.contents).as("contents, in short").isEqualTo(contents);
  }
}
