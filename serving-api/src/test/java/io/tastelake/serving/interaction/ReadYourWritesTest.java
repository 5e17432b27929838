package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is acknowledged is in the next read, on every instance, while the lake moves on. */
class ReadYourWritesTest {

  private static final boolean LONG = "long".equals(System.getProperty("tastelake.test.counts"));
  private static final int SHOPPERS = 4;
  private static final int STEPS = LONG ? 2_000 : 200;

  private static LogAndLake parts;
  private static List<Interactions> instances;

  @BeforeContainer
  static void start() {
    parts = new LogAndLake();
    instances = List.of(Interactions.open(parts.config()), Interactions.open(parts.config()));
  }

  @AfterContainer
  static void stop() {
    instances.forEach(Interactions::close);
    parts.close();
  }

  @Property(tries = 5)
  void everyReadEqualsTheModel(@ForAll long seed) throws Exception {
    DatabaseId database = DatabaseId.of(new UUID(seed, new Random(seed).nextLong()));
    ExecutorService shoppers = Executors.newFixedThreadPool(SHOPPERS);
    List<Callable<Void>> tasks =
        IntStream.range(0, SHOPPERS)
            .<Callable<Void>>mapToObj(
                number -> () -> shop(new Shop(database, "s" + number + "-", 8, seed + number)))
            .toList();
    try {
      parts.whileIngesting(
          Duration.ofMillis(30),
          () -> {
            for (var done : shoppers.invokeAll(tasks)) {
              done.get();
            }
          });
    } finally {
      shoppers.shutdown();
    }
  }

  private static Void shop(Shop shop) {
    Random random = new Random(shop.hashCode());
    for (int step = 0; step < STEPS; step++) {
      any(random).eventLog().append(shop.write(6));
      Actor actor = shop.anyActor();
      ActorView view = any(random).histories().of(shop.database, actor);
      assertThat(view.history().interactions()).as("step %s", step).isEqualTo(shop.expected(actor));
      assertThat(view.warnings()).isEmpty();
    }
    return null;
  }

  private static Interactions any(Random random) {
    return instances.get(random.nextInt(instances.size()));
  }
}
