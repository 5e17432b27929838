package io.tastelake.rules;

import java.nio.file.Path;
import java.util.List;

/** The modules in the order of the data flow, and which of the others each may depend on. */
public enum TastelakeModule {
  S3("testing/s3", "s3"),
  DOMAIN("core/domain", "domain"),
  CONTRACTS("core/contracts", "contracts", DOMAIN),
  LOG("core/log", "log", DOMAIN, CONTRACTS),
  LAKE("core/lake", "lake", DOMAIN, CONTRACTS),
  STORE("core/store", "store", DOMAIN, CONTRACTS),
  TESTKIT("testing/testkit", "testkit", DOMAIN, CONTRACTS, LOG, LAKE),
  STREAM_JOBS("stream-jobs", "stream", DOMAIN, CONTRACTS, LOG, LAKE, STORE),
  SERVING_API("serving-api", "serving", DOMAIN, CONTRACTS, LOG, LAKE, STORE),
  BATCH_JOBS("batch-jobs", "batch", DOMAIN, CONTRACTS, LOG, STORE),
  NOTEBOOKS("notebooks", "notebooks", DOMAIN, CONTRACTS, STORE, BATCH_JOBS),
  STANDALONE(
      "standalone", "standalone", DOMAIN, CONTRACTS, LOG, LAKE, STORE, STREAM_JOBS, SERVING_API),
  BENCH(
      "testing/bench",
      "bench",
      DOMAIN,
      CONTRACTS,
      LOG,
      LAKE,
      STORE,
      STREAM_JOBS,
      SERVING_API,
      BATCH_JOBS,
      STANDALONE),
  E2E(
      "testing/e2e",
      "e2e",
      DOMAIN,
      CONTRACTS,
      LOG,
      LAKE,
      STORE,
      TESTKIT,
      STREAM_JOBS,
      SERVING_API,
      STANDALONE,
      BENCH);

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));

  private final String folder;
  private final String packageName;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<TastelakeModule> mayUse;

  TastelakeModule(String folder, String packageName, TastelakeModule... mayUse) {
    this.folder = folder;
    this.packageName = "io.tastelake." + packageName;
    this.mayUse = List.of(mayUse);
  }

  /** The artifact's name, which is that of the folder. */
  public String artifact() {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  /** Where the module lies below {@link #root}. */
  public String location() {
    return folder;
  }

  public Path folder() {
    return ROOT.resolve(folder);
  }

  /** The package above all of the module's. */
  public String packageName() {
    return packageName;
  }

  public List<TastelakeModule> mayUse() {
    return mayUse;
  }

  /** The folder of the whole project. */
  public static Path root() {
    return ROOT;
  }
}
