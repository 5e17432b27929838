package io.tastelake.stream.metric;

/** Every metric of the Flink jobs that is ours; {@code docs/metrics.md} is generated from it. */
public enum JobMetric {
  DEAD_LETTERS("deadLetters", "Records that hold no valid event."),
  COMMITS("commits", "Commits to the lake."),
  COMMITTED_ROWS("committedRows", "Rows that they added."),
  COMMITTED_FILES("committedFiles", "Files that they added."),
  COMMIT_LAG("commitLagMillis", "Time from the first row of the last commit to the commit."),
  COMMIT_AGE("commitAgeMillis", "Time since the last commit; grows while nothing is written."),
  FILES("files", "Files that were written, committed or not."),
  ROWS_ALREADY_HELD("rowsAlreadyHeld", "Records that the lake held already, after a restart."),
  UPDATES(
      "updates",
      "Users whose ratings and vectors were made anew; numRecordsIn of the same operator through it"
          + " says how many changes one update gathers."),
  LAG(
      "lagSeconds",
      "How old the oldest change of an update was when the update was made, the most of the last 10"
          + " to 20 s."),
  FAILED_RATINGS("failedRatings", "Users whose ratings could not be computed."),
  FAILED_VECTORS("failedVectors", "Vectors that could not be computed."),
  VECTORS_WITHOUT_MODEL("vectorsWithoutModel", "Vectors that wait for a model that does not load."),
  STORE_WRITES("storeWrites", "Batches that the online store took."),
  STORE_WRITE_MILLIS("storeWriteMillis", "Time that they took, in all; divide it by storeWrites."),
  REFUSED_UPDATES("refusedUpdates", "Updates that the online store refused."),
  DROPPED_UPDATES("droppedUpdates", "Refused updates that were given up."),
  USERS_REFUSED("usersRefused", "Users whose update is refused and tried again."),
  STORE_AWAY("storeAway", "1 while the online store does not answer the job's source."),
  ATTRIBUTED_INTERACTIONS(
      "attributedInteractions", "Interactions of sessions that went to their owner."),
  WITHDRAWN_SESSIONS("withdrawnSessions", "Sessions that were taken back from a user.");

  private static final String SCOPE = "flink_taskmanager_job_task_operator_";

  private final String label;
  private final String description;

  JobMetric(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** The name within its operator. */
  public String label() {
    return label;
  }

  /** A sentence. */
  public String description() {
    return description;
  }

  /** The name that Flink's Prometheus reporter gives it. */
  public String exposedName() {
    return SCOPE + label;
  }
}
