package io.tastelake.batch.parity;

import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.rating.DriftRecheck;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.Actor;
import io.tastelake.store.ServedParityTable;
import io.tastelake.store.ServedSample;
import io.tastelake.store.ServedSamplesTable;
import io.tastelake.store.ServedVerdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Verdicts on their way to the online store. A sample's verdict and what it adds to the counts are
 * one transaction, so a run that is killed and done again counts nothing twice.
 */
final class Verdicts {

  private static final int AT_ONCE = 1_000;
  private static final int NAMED = 5;

  private final StoreAccess store;
  private final HeldLock held;
  private final Map<Long, ServedVerdict> waiting = new HashMap<>();
  private final Map<ServedParityTable.Counted, Long> added = new HashMap<>();
  private final Map<ServedVerdict, Long> counts = new EnumMap<>(ServedVerdict.class);
  private final Set<String> named = new TreeSet<>();
  private int samples;

  Verdicts(StoreAccess store, HeldLock held) {
    this.store = store;
    this.held = held;
  }

  /** How many samples got a verdict. */
  int samples() {
    return samples;
  }

  /** How many ratings and vectors got which verdict. */
  Map<ServedVerdict, Long> counts() {
    return counts;
  }

  /** Some users of whom something wrong was served. */
  Set<String> named() {
    return named;
  }

  /** Takes a verdict, and writes some if many wait. */
  void add(ServedSamplesTable.Row row, Judgement judgement) {
    ServedSample sample = row.sample();
    LocalDate day = LocalDate.ofInstant(sample.at(), ZoneOffset.UTC);
    waiting.put(row.id(), judgement.verdict());
    judgement
        .counts()
        .forEach(
            (verdict, amount) -> {
              counts.merge(verdict, amount, Long::sum);
              added.merge(
                  new ServedParityTable.Counted(sample.database(), day, sample.kind(), verdict),
                  amount,
                  Long::sum);
            });
    if (judgement.isWrong() && named.size() < NAMED) {
      named.add(DriftRecheck.name(sample.database(), Actor.of(sample.user())));
    }
    samples++;
    if (waiting.size() >= AT_ONCE) {
      write();
    }
  }

  /** Writes those that wait. */
  void write() {
    if (waiting.isEmpty()) {
      return;
    }
    held.require();
    boolean unused =
        store
            .tables()
            .inTransaction(
                connection -> {
                  int noted = new ServedSamplesTable(connection).judge(waiting);
                  new ServedParityTable(connection)
                      .add(
                          added.entrySet().stream()
                              .map(
                                  each -> new ServedParityTable.Row(each.getKey(), each.getValue()))
                              .toList());
                  return noted == waiting.size();
                });
    waiting.clear();
    added.clear();
  }
}
