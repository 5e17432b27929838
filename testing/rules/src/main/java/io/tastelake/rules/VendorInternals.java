package io.tastelake.rules;

import java.util.Map;
import java.util.Set;

/**
 * Which of our types use packages that their vendors call internal: those may change with any
 * release. docs/rationale.md says what for.
 */
final class VendorInternals {

  private static final String KERNEL = "io.delta.kernel.internal";
  private static final String ACTIONS = KERNEL + ".actions";
  private static final String DELETION_VECTORS = KERNEL + ".deletionvectors";
  private static final String KERNEL_UTIL = KERNEL + ".util";
  private static final String BATCHES = "io.delta.kernel.defaults.internal.data";
  private static final String VECTORS = BATCHES + ".vector";
  private static final String COLUMN_INDEX = "org.apache.parquet.internal.column.columnindex";
  private static final String COLUMN_INDEX_FILTER =
      "org.apache.parquet.internal.filter2.columnindex";

  private static final Map<TastelakeModule, Map<String, Set<String>>> ALLOWED =
      Map.of(
          TastelakeModule.LAKE,
          Map.of(
              "DeltaLog", Set.of(KERNEL, ACTIONS, KERNEL_UTIL),
              "CommitWatch", Set.of(KERNEL, KERNEL_UTIL),
              "DeletedRows", Set.of(ACTIONS, DELETION_VECTORS),
              "LiveFile", Set.of(ACTIONS),
              "LakeItemFactors", Set.of(KERNEL, KERNEL + ".data", KERNEL_UTIL),
              "FileLayout", Set.of(COLUMN_INDEX, COLUMN_INDEX_FILTER),
              "PageReader", Set.of(COLUMN_INDEX_FILTER),
              "Maintenance", Set.of(KERNEL, ACTIONS, DELETION_VECTORS, KERNEL_UTIL),
              "FactorsTable", Set.of(BATCHES, VECTORS, KERNEL_UTIL),
              "WholeParquetFilesTest", Set.of(BATCHES, VECTORS)),
          TastelakeModule.E2E,
          Map.of("LakeTable", Set.of(KERNEL, KERNEL + ".data", KERNEL_UTIL)));

  private VendorInternals() {}

  /** For each type of the module that may use internal packages: exactly which. */
  static Map<String, Set<String>> of(TastelakeModule module) {
    return ALLOWED.getOrDefault(module, Map.of());
  }
}
