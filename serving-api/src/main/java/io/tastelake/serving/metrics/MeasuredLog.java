package io.tastelake.serving.metrics;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.EventLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** A log whose appends are measured. Thread-safe as the log is. */
public final class MeasuredLog implements EventLog {

  /** Further databases are counted together: each is a label. */
  private static final int MAX_DATABASES = 100;

  private static final String OTHERS = "others";

  private final Map<String, LongAdder> acknowledged = new ConcurrentHashMap<>();
  private final EventLog log;
  private final Metrics metrics;

  /** Measures what is appended to {@code log}. */
  public MeasuredLog(EventLog log, Metrics metrics) {
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public List<LoggedEvent> append(List<InteractionEvent> events) {
    long began = System.nanoTime();
    String result = "failed";
    try {
      List<LoggedEvent> logged = log.append(events);
      result = "acknowledged";
      events.stream()
          .collect(Collectors.groupingBy(InteractionEvent::database, Collectors.counting()))
          .forEach(this::count);
      return logged;
    } finally {
      metrics.time(Metric.LOG_APPEND_DURATION, System.nanoTime() - began, result);
    }
  }

  private void count(DatabaseId database, long events) {
    LongAdder counted = acknowledged.get(database.value());
    if (counted == null) {
      String name = acknowledged.size() < MAX_DATABASES ? database.value() : OTHERS;
      counted =
          acknowledged.computeIfAbsent(
              name,
              label -> {
                LongAdder sum = new LongAdder();
                metrics.counter(Metric.LOG_EVENTS, sum::sum, label);
                return sum;
              });
    }
    counted.add(events);
  }

  /** How many events of a database this instance has had acknowledged since it started. */
  public long acknowledged(DatabaseId database) {
    LongAdder counted = acknowledged.get(database.value());
    return counted == null ? 0 : counted.sum();
  }
}
