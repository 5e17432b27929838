package io.tastelake.standalone.demo;

import io.tastelake.standalone.shop.ShopProfile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** What a demo may load. */
public final class DemoInputs {

  private static final long SEED = 20_26;

  private DemoInputs() {}

  /** The traffic of a made-up shop, up to last midnight. */
  public static DemoInput shop(long interactions, Clock clock) {
    var midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);
    return new ShopInput(ShopProfile.of(SEED, interactions, midnight));
  }

  /**
   * A CSV file.
   *
   * @throws io.tastelake.standalone.StandaloneException if it cannot be loaded; says why
   */
  public static DemoInput csv(Path file) {
    return CsvInput.check(file);
  }
}
