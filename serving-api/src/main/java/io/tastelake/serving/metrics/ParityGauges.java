package io.tastelake.serving.metrics;

import io.tastelake.serving.metrics.Metrics.Sample;
import io.tastelake.serving.metrics.Metrics.Samples;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.ServedParityTable;
import io.tastelake.store.ServedVerdict;
import io.tastelake.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What served-parity found of each database's newest day, as the online store says. While the store
 * is away the last figures stand.
 */
public final class ParityGauges implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ParityGauges.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(60);
  private static final String NOT_JUDGED = "not_judged";

  private final OnlineStore store;
  private final Clock clock;
  private final Samples parity;
  private Instant askedAt = Instant.MIN;

  private ParityGauges(Metrics metrics, OnlineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.parity = metrics.samples(Metric.SERVED_PARITY);
  }

  /** Shows it in {@code metrics}. */
  public static void show(Metrics metrics, OnlineStore store, Clock clock) {
    metrics.beforeScrape(new ParityGauges(metrics, store, clock));
  }

  @Override
  public synchronized void run() {
    if (clock.instant().isBefore(askedAt.plus(MAX_AGE))) {
      return;
    }
    askedAt = clock.instant();
    try {
      parity.show(samples(store.with(connection -> new ServedParityTable(connection).newest())));
    } catch (StoreException e) {
      LOG.warn("Metrics of served parity are not up to date: {}", e.brief());
    }
  }

  /** Of each database all verdicts, 0 too: an alert needs something to compare. */
  private static List<Sample> samples(List<ServedParityTable.Row> rows) {
    Map<String, Map<String, Double>> databases = new TreeMap<>();
    for (ServedParityTable.Row row : rows) {
      databases
          .computeIfAbsent(row.counted().database().value(), database -> none())
          .merge(label(row.counted().verdict()), (double) row.amount(), Double::sum);
    }
    List<Sample> samples = new ArrayList<>();
    databases.forEach(
        (database, verdicts) ->
            verdicts.forEach(
                (verdict, amount) -> samples.add(new Sample(amount, List.of(database, verdict)))));
    return samples;
  }

  private static Map<String, Double> none() {
    Map<String, Double> none = new TreeMap<>();
    for (ServedVerdict verdict : ServedVerdict.values()) {
      none.put(label(verdict), 0.0);
    }
    return none;
  }

  private static String label(ServedVerdict verdict) {
    return verdict.isJudged() ? verdict.name().toLowerCase(Locale.ROOT) : NOT_JUDGED;
  }
}
