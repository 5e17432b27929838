package io.tastelake.serving.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairTurnsTest {

  private final FairTurns turns = new FairTurns(new FairShares(4, 3, 1), Duration.ofSeconds(20));
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private CompletableFuture<Boolean> later(String holder) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return turns.take(holder);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        },
        threads);
  }

  private static long taken(List<CompletableFuture<Boolean>> turns) {
    return turns.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void whoeverHasManyWaitingKeepsNobodyWaiting() throws Exception {
    List<CompletableFuture<Boolean>> busy =
        IntStream.range(0, 50).mapToObj(i -> later("busy")).toList();
    await().until(() -> taken(busy) == 3 && turns.waiting() == 47);
    assertThat(turns.take("calm")).isTrue();
    CompletableFuture<Boolean> second = later("calm");
    CompletableFuture<Boolean> third = later("late");
    await().until(() -> turns.waiting() == 49);
    turns.giveBack("busy");
    assertThat(third.get(20, TimeUnit.SECONDS)).as("who has none is next").isTrue();
    turns.giveBack("calm");
    assertThat(second.get(20, TimeUnit.SECONDS)).isTrue();
    turns.giveBack("calm");
    turns.giveBack("late");
    for (int i = 0; i < 46; i++) {
      int granted = 4 + i;
      await().until(() -> taken(busy) == granted);
      turns.giveBack("busy");
    }
    assertThat(busy).allMatch(turn -> turn.join());
  }

  @Test
  void whoGivesUpHoldsNothing() throws Exception {
    FairTurns impatient = new FairTurns(new FairShares(1, 1, 1), Duration.ofMillis(20));
    assertThat(impatient.take("first")).isTrue();
    assertThat(impatient.take("second")).isFalse();
    assertThat(impatient.waiting()).isZero();
    impatient.giveBack("first");
    assertThat(impatient.take("second")).isTrue();
  }

  @Test
  void whoIsInterruptedHoldsNothing() throws Exception {
    FairTurns one = new FairTurns(new FairShares(1, 1, 1), Duration.ofSeconds(20));
    assertThat(one.take("first")).isTrue();
    Future<Boolean> interrupted = threads.submit(() -> one.take("second"));
    await().until(() -> one.waiting() == 1);
    assertThat(interrupted.cancel(true)).isTrue();
    await().until(() -> one.waiting() == 0);
    one.giveBack("first");
    assertThat(one.take("third")).isTrue();
  }
}
