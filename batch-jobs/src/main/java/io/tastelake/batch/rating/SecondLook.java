package io.tastelake.batch.rating;

import io.tastelake.domain.taste.Revision;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells users whose state online is wrong from those whose change is on its way: the stream shows a
 * change a moment after the lake has it. So who differs is looked at once more after a pause; who
 * still differs, and was not written of in between, is wrong.
 *
 * @param pause longer than a change takes from the lake's commit to the online store
 * @param report hears that there is a second look
 */
public record SecondLook(Duration pause, Consumer<String> report) {

  /**
   * What two looks found.
   *
   * @param wrong the users who differed both times, in the same state
   * @param moving how many differed at first but were written of since, or agree by now
   */
  public record Found(Set<String> wrong, long moving) {}

  /**
   * Looks once or twice.
   *
   * @param look returns who differs, by name, and in which state
   */
  public Found at(Supplier<Map<String, Revision>> look) {
    Map<String, Revision> first = look.get();
    if (first.isEmpty()) {
      return new Found(Set.of(), 0);
    }
    report.accept(
        "%,d users differ; looking again in %,d s, since changes may be on their way"
            .formatted(first.size(), pause.toSeconds()));
    letChangesArrive();
    Map<String, Revision> second = look.get();
    Set<String> wrong = new TreeSet<>(first.keySet());
    wrong.removeIf(user -> !first.get(user).equals(second.get(user)));
    return new Found(wrong, first.size() - wrong.size());
  }

  private void letChangesArrive() {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The check was interrupted.", e);
    }
  }
}
