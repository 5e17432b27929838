package io.tastelake.bench.subject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.serving.store.StorePool;
import io.tastelake.standalone.DataFolder;
import io.tastelake.standalone.Standalone;
import io.tastelake.standalone.StandaloneConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Runs a standalone until its input ends; prints where its parts are, as one line of JSON. */
final class StandaloneChild {

  /** One account sends all the load: what is measured is the server, not its rate limit. */
  private static final long UNLIMITED = 1_000_000_000;

  private StandaloneChild() {}

  /**
   * Starts, and stops when the input ends or this process is told to.
   *
   * @param args the data folder, and the checkpoint interval in milliseconds
   */
  public static void main(String[] args) throws Exception {
    StandaloneConfig config =
        StandaloneConfig.defaults(DataFolder.create(Path.of(args[0])))
            .withFreshness(Duration.ofMillis(Long.parseLong(args[1])))
            .withRowsPerSecond(UNLIMITED);
    Standalone standalone = Standalone.start(config);
    Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "stop"));
    System.out.println(new ObjectMapper().writeValueAsString(addresses(standalone)));
    awaitEndOfInput();
    System.exit(0);
  }

  private static Map<String, String> addresses(Standalone standalone) {
    StorePool.Settings store = standalone.serving().store();
    return Map.of(
        "api", standalone.api().toString(),
        "kafka", standalone.brokers().servers(),
        "lake", standalone.lake().toString(),
        "store", store.jdbcUrl(),
        "store_user", store.user(),
        "store_password", store.password(),
        "email", standalone.access().root().email(),
        "password", standalone.access().root().password());
  }

  private static void awaitEndOfInput() throws IOException {
    int read;
    do {
      read = System.in.read();
    } while (read >= 0);
  }
}
