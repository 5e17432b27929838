package io.tastelake.serving.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Every metric of the API that is ours; {@code docs/metrics.md} is generated from it. */
public enum Metric {
  HTTP_REQUEST_DURATION(
      "tastelake.http.request.duration",
      Kind.TIMER,
      "",
      "Time from a request's first byte to its answer's last, by route (its template, never the"
          + " path); requests that match no route have the route none.",
      "method",
      "route",
      "status"),
  HTTP_REQUESTS_IN_FLIGHT(
      "tastelake.http.requests.in.flight", Kind.GAUGE, "", "Requests that are being served."),
  HTTP_ERRORS(
      "tastelake.http.errors",
      Kind.COUNTER,
      "",
      "Refused and failed requests by the error's name: RATE_LIMIT_OVERFLOW counts what rate limits"
          + " refused, DATABASE_NOT_READY what this instance shed.",
      "name"),
  READY(
      "tastelake.ready", Kind.GAUGE, "", "1 while the instance can serve, as /health/ready says."),
  LOG_APPEND_DURATION(
      "tastelake.log.append.duration",
      Kind.TIMER,
      "",
      "Time until all in-sync replicas had the events of one write.",
      "result"),
  LOG_EVENTS(
      "tastelake.log.events",
      Kind.COUNTER,
      "",
      "Events that the log acknowledged to this instance, of the first hundred databases apart.",
      "database"),
  TAIL_LAG(
      "tastelake.tail.lag",
      Kind.GAUGE,
      "events",
      "How far this instance's copy of the log's end is behind, in the partition that is furthest."),
  TAIL_EVENTS(
      "tastelake.tail.events", Kind.GAUGE, "", "Events in memory that the lake does not hold yet."),
  TAIL_MEMORY("tastelake.tail.memory", Kind.GAUGE, "bytes", "What those events take, about."),
  LAKE_SNAPSHOT_AGE(
      "tastelake.lake.snapshot.age",
      Kind.GAUGE,
      "seconds",
      "Time since the lake was last read with success."),
  LAKE_COMMIT_AGE(
      "tastelake.lake.commit.age",
      Kind.GAUGE,
      "seconds",
      "Time since this instance saw the lake's newest version; grows while nothing is written."),
  LAKE_VERSION("tastelake.lake.version", Kind.GAUGE, "", "The version that reads go by."),
  LAKE_BEHIND(
      "tastelake.lake.behind",
      Kind.GAUGE,
      "events",
      "Records of the log that the lake does not cover yet: the lag of ingest-interactions."),
  EVENTS_ACCEPTED(
      "tastelake.events.accepted",
      Kind.GAUGE,
      "",
      "Records in the log since the lake counts them, of the first hundred databases apart: those in"
          + " the lake, dead letters and those in flight.",
      "database"),
  EVENTS_IN_LAKE(
      "tastelake.events.in.lake",
      Kind.GAUGE,
      "",
      "Events that the lake was given; neither compaction nor a deletion makes them fewer.",
      "database"),
  EVENTS_DEAD_LETTERED(
      "tastelake.events.dead.lettered",
      Kind.GAUGE,
      "",
      "Records that hold no valid event, up to the lake's position.",
      "database"),
  EVENTS_IN_FLIGHT(
      "tastelake.events.in.flight",
      Kind.GAUGE,
      "",
      "Records of the log that the lake does not cover yet.",
      "database"),
  EVENTS_UNBALANCED(
      "tastelake.events.unbalanced",
      Kind.GAUGE,
      "",
      "Records that this instance read from the log and the lake passed without counting them;"
          + " negative if the lake counted more. Anything but 0 is an error.",
      "database"),
  EVENTS_UNCOUNTED(
      "tastelake.events.uncounted",
      Kind.GAUGE,
      "",
      "Offsets that the lake passed since it counts, less those that it counted. Anything but 0 is an"
          + " error."),
  HISTORY_READS(
      "tastelake.history.reads",
      Kind.COUNTER,
      "",
      "Reads of one user's or session's interactions: held (all rows in memory at once) or outlined"
          + " (many rows, read twice).",
      "path"),
  JOB_LAST_END(
      "tastelake.job.last.end.timestamp",
      Kind.GAUGE,
      "seconds",
      "When a batch job last ended, in Unix time; database is empty for all of them.",
      "job",
      "database"),
  JOB_LAST_SUCCESS(
      "tastelake.job.last.success.timestamp",
      Kind.GAUGE,
      "seconds",
      "When a batch job last ended well, in Unix time.",
      "job",
      "database"),
  JOB_LAST_DURATION(
      "tastelake.job.last.duration",
      Kind.GAUGE,
      "seconds",
      "How long a batch job's last run took.",
      "job",
      "database"),
  JOB_LAST_FAILED(
      "tastelake.job.last.failed",
      Kind.GAUGE,
      "",
      "1 if a batch job's last run failed.",
      "job",
      "database"),
  JOB_LAST_ROWS(
      "tastelake.job.last.rows",
      Kind.GAUGE,
      "",
      "Rows that a batch job's last run wrote or checked.",
      "job",
      "database"),
  JOB_LAST_DRIFT(
      "tastelake.job.last.drift",
      Kind.GAUGE,
      "",
      "Users whose ratings the last run found to differ from the whole history's.",
      "job",
      "database"),
  SERVED_SAMPLES(
      "tastelake.served.samples",
      Kind.COUNTER,
      "",
      "Samples of served ratings and vectors: written for served-parity, or dropped since too many"
          + " waited or the online store was away.",
      "result"),
  SERVED_PARITY(
      "tastelake.served.parity",
      Kind.GAUGE,
      "",
      "Ratings and vectors of the newest day that served-parity judged, by verdict: equal, mismatch,"
          + " missing, extra, not_judged.",
      "database",
      "verdict"),
  SHOWN_LISTS(
      "tastelake.shown.lists",
      Kind.COUNTER,
      "",
      "Lists of recommendations that were shown: written for outcomes, or dropped since too many"
          + " waited or the online store was away.",
      "result"),
  ERASURES_OPEN(
      "tastelake.erasures.open", Kind.GAUGE, "", "Deletions of users that are not physical yet."),
  ERASURES_OLDEST_AGE(
      "tastelake.erasures.oldest.age",
      Kind.GAUGE,
      "seconds",
      "How long the oldest of them has waited."),
  DISK_FREE(
      "tastelake.disk.free",
      Kind.GAUGE,
      "bytes",
      "Standalone: what is free on the data folder's disk."),
  DISK_SIZE("tastelake.disk.size", Kind.GAUGE, "bytes", "Standalone: how large that disk is."),
  KAFKA_MESSAGES(
      "tastelake.kafka.messages", Kind.COUNTER, "", "Standalone: records that the broker took."),
  KAFKA_RECEIVED(
      "tastelake.kafka.received",
      Kind.COUNTER,
      "bytes",
      "Standalone: bytes of records that the broker took.");

  /** Those that only an API within a standalone has. */
  public static final Set<Metric> OF_STANDALONE =
      Set.copyOf(EnumSet.of(DISK_FREE, DISK_SIZE, KAFKA_MESSAGES, KAFKA_RECEIVED));

  /** What a metric's values mean. */
  public enum Kind {
    /** Goes up only. */
    COUNTER,
    /** A present value. */
    GAUGE,
    /** A histogram of seconds. */
    TIMER
  }

  private final String meter;
  private final Kind kind;
  private final String unit;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  Metric(String meter, Kind kind, String unit, String description, String... labels) {
    this.meter = meter;
    this.kind = kind;
    this.unit = unit;
    this.description = description;
    this.labels = List.of(labels);
  }

  /** The name that Micrometer knows. */
  String meter() {
    return meter;
  }

  String unit() {
    return unit;
  }

  public Kind kind() {
    return kind;
  }

  /** A sentence. */
  public String description() {
    return description;
  }

  public List<String> labels() {
    return labels;
  }

  /** The name that Prometheus sees; a histogram's samples add {@code _count} and others. */
  public String exposedName() {
    String name = meter.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
    return switch (kind) {
      case TIMER -> name + "_seconds";
      case COUNTER -> name + "_total";
      case GAUGE -> name;
    };
  }
}
