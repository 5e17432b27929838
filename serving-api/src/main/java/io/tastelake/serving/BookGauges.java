package io.tastelake.serving;

import io.tastelake.serving.log.Balance;
import io.tastelake.serving.log.Books;
import io.tastelake.serving.log.EventBooks;
import io.tastelake.serving.metrics.Metric;
import io.tastelake.serving.metrics.Metrics;
import io.tastelake.serving.metrics.Metrics.Sample;
import io.tastelake.serving.metrics.Metrics.Samples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Where each database's events are, all of one moment. */
final class BookGauges implements Runnable {

  private static final String OTHERS = "others";

  private static final Map<Metric, ToLongFunction<Balance>> VALUES =
      new EnumMap<>(
          Map.of(
              Metric.EVENTS_ACCEPTED, Balance::accepted,
              Metric.EVENTS_IN_LAKE, Balance::inLake,
              Metric.EVENTS_DEAD_LETTERED, Balance::deadLettered,
              Metric.EVENTS_IN_FLIGHT, Balance::inFlight,
              Metric.EVENTS_UNBALANCED, Balance::unbalanced));

  private final EventBooks books;
  private final Map<Metric, Samples> samples = new EnumMap<>(Metric.class);

  private BookGauges(Metrics metrics, EventBooks books) {
    this.books = books;
    VALUES.keySet().forEach(metric -> samples.put(metric, metrics.samples(metric)));
  }

  static void show(Metrics metrics, EventBooks books) {
    metrics.gauge(Metric.EVENTS_UNCOUNTED, () -> books.show().map(Books::uncounted).orElse(0L));
    metrics.beforeScrape(new BookGauges(metrics, books));
  }

  @Override
  public synchronized void run() {
    books.show().ifPresent(this::show);
  }

  private void show(Books now) {
    samples.forEach((metric, shown) -> shown.show(samples(now, VALUES.get(metric))));
  }

  private static List<Sample> samples(Books now, ToLongFunction<Balance> value) {
    List<Sample> all = new ArrayList<>();
    now.databases()
        .forEach(
            (database, balance) ->
                all.add(
                    new Sample((double) value.applyAsLong(balance), List.of(database.value()))));
    all.add(new Sample((double) value.applyAsLong(now.others()), List.of(OTHERS)));
    return all;
  }
}
