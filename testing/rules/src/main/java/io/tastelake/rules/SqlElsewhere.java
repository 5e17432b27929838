package io.tastelake.rules;

import java.util.Map;
import java.util.Set;

/** The types outside the store that may spell SQL, and what for. */
final class SqlElsewhere {

  private static final Map<TastelakeModule, Set<String>> ALLOWED =
      Map.of(
          // makes the store's database, before there is a table
          TastelakeModule.STANDALONE, Set.of("PostgresServer"),
          // shows DuckDB the lake's files
          TastelakeModule.BATCH_JOBS, Set.of("LiveFiles"),
          // fills tables by the million, asks Spark to delete from the lake and DuckDB to read it
          TastelakeModule.BENCH, Set.of("OnlineFill", "SparkDelete", "DuckDb"));

  private SqlElsewhere() {}

  /** The types of the module that may. */
  static Set<String> of(TastelakeModule module) {
    return ALLOWED.getOrDefault(module, Set.of());
  }
}
