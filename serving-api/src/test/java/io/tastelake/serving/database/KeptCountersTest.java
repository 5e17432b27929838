package io.tastelake.serving.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptCountersTest {

  private static final DatabaseId SHOP = new DatabaseId("shopshopshopshopshop01");

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong users = new AtomicLong();

  private Counters.Source kept(long ratings) {
    return new KeptCounters(
        database -> new Counters(ratings, users.incrementAndGet(), 1), now::get);
  }

  @Test
  void smallDatabasesAreCountedAnew() {
    Counters.Source counters = kept(Counters.MAX_RATINGS - 1);
    assertThat(counters.of(SHOP).users()).isEqualTo(1);
    assertThat(counters.of(SHOP).users()).isEqualTo(2);
  }

  @Test
  void whatIsALowerBoundIsKeptForAWhile() {
    Counters.Source counters = kept(Counters.MAX_RATINGS);
    assertThat(counters.of(SHOP).users()).isEqualTo(1);
    now.addAndGet(KeptCounters.KEPT.toNanos() - 1);
    assertThat(counters.of(SHOP).users()).isEqualTo(1);
    assertThat(counters.of(new DatabaseId("shopshopshopshopshop02")).users()).isEqualTo(2);
    now.incrementAndGet();
    assertThat(counters.of(SHOP).users()).isEqualTo(3);
  }
}
