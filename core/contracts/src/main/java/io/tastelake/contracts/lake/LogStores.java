package io.tastelake.contracts.lake;

import io.delta.storage.AzureLogStore;
import io.delta.storage.GCSLogStore;
import io.delta.storage.HDFSLogStore;
import io.delta.storage.LogStore;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;

/** How commits are written, by the scheme of a lake's root: everywhere so that one writer wins. */
public final class LogStores {

  private static final Map<String, Class<? extends LogStore>> OURS =
      Map.of("file", LinkLogStore.class, "s3a", S3LogStore.class);

  private LogStores() {}

  /** Registers ours with Delta Kernel; it has the others. */
  public static void registerWithKernel(Configuration configuration) {
    register("io.delta.kernel.logStore.%s.impl", configuration::set);
  }

  /** Registers ours with Delta for Spark; it has the others. */
  public static void registerWithSpark(BiConsumer<String, String> conf) {
    register("spark.delta.logStore.%s.impl", conf);
  }

  private static void register(String key, BiConsumer<String, String> settings) {
    OURS.forEach((scheme, store) -> settings.accept(key.formatted(scheme), store.getName()));
  }

  /** What commits to a lake whose root has this scheme. */
  static LogStore of(String scheme, Configuration configuration) {
    return switch (scheme) {
      case "file" -> new LinkLogStore(configuration);
      case "s3a" -> new S3LogStore(configuration);
      case "gs" -> new GCSLogStore(configuration);
      case "abfs", "abfss" -> new AzureLogStore(configuration);
      default -> new HDFSLogStore(configuration);
    };
  }
}
