package io.tastelake.batch.rating;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells users whose state online is wrong from those whose change is on its way: the stream shows a
 * change a moment after the lake has it. So who differs is looked at once more after a pause; who
 * still differs, and was not written of in between, is wrong. The same holds of sessions.
 *
 * @param pause longer than a change takes from the lake's commit to the online store
 * @param report hears that there is a second look
 */
public record DriftRecheck(Duration pause, Consumer<String> report) {

  private static final int NAMED = 5;

  /**
   * What two looks found.
   *
   * @param wrong the users who differed both times, in the same state
   * @param moving how many differed at first but were written of since, or agree by now
   */
  public record Found(Set<String> wrong, long moving) {

    /** The first of those who are wrong. */
    public List<String> named() {
      return wrong.stream().limit(NAMED).toList();
    }
  }

  /**
   * Finds a user's or session's rows in the lake, and names nobody: reports end up in log files.
   */
  public static String name(DatabaseId database, Actor actor) {
    String kind = actor.kind().name().toLowerCase(Locale.ROOT);
    return "%s with actor hash %d of database %s"
        .formatted(kind, ActorHash.of(database, actor), database.value());
  }

  /**
   * Looks once or twice.
   *
   * @param look returns who differs, by name, and in which state
   * @param <S> states; equal ones were not written of in between
   */
  public <S> Found at(Supplier<Map<String, S>> look) {
    Map<String, S> first = look.get();
    if (first.isEmpty()) {
      return new Found(Set.of(), 0);
    }
    report.accept(
        "%,d users or sessions differ; checking again in %,d s, since changes may be in flight"
            .formatted(first.size(), pause.toSeconds()));
    letChangesArrive();
    Map<String, S> second = look.get();
    Set<String> wrong = new TreeSet<>(first.keySet());
    wrong.removeIf(user -> !first.get(user).equals(second.get(user)));
    return new Found(wrong, first.size() - wrong.size());
  }

  private void letChangesArrive() {
    try {
      Pause.of(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The check was interrupted.", e);
    }
  }
}
