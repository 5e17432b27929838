package io.tastelake.batch.parity;

import io.tastelake.batch.taste.VectorsParity;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.store.ServedVerdict;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many ratings or vectors of one sample got which verdict.
 *
 * @param counts greater than 0; none if nothing was served and nothing should have been
 */
record Judgement(Map<ServedVerdict, Long> counts) {

  /** By how much a rating may be off. */
  private static final double TOLERANCE = 1e-6;

  /** Why a sample of so many ratings or vectors is not judged. */
  static Judgement none(ServedVerdict why, int values) {
    return new Judgement(Map.of(why, (long) Math.max(1, values)));
  }

  /**
   * Holds ratings against those that may be served.
   *
   * @param asked the items that were asked for: those served, and others that would have been
   *     served if they were rated
   */
  static Judgement ofRatings(Map<ItemId, Double> served, Set<ItemId> asked, LegalStates states) {
    Map<ServedVerdict, Long> counts = new EnumMap<>(ServedVerdict.class);
    Set<ItemId> all = new HashSet<>(asked);
    all.addAll(served.keySet());
    for (ItemId item : all) {
      Optional<Double> rating = Optional.ofNullable(served.get(item));
      Optional<Set<Optional<Double>>> legal = states.ratings(item);
      if (legal.isEmpty()) {
        counts.merge(ServedVerdict.BUSY, 1L, Long::sum);
      } else if (rating.isPresent() || !legal.get().contains(Optional.empty())) {
        counts.merge(verdict(rating, legal.get()), 1L, Long::sum);
      }
    }
    return new Judgement(counts);
  }

  private static ServedVerdict verdict(Optional<Double> served, Set<Optional<Double>> legal) {
    if (served.isEmpty()) {
      return ServedVerdict.MISSING;
    }
    double rating = served.get();
    boolean any = false;
    for (Optional<Double> right : legal) {
      any |= right.isPresent();
      if (right.isPresent() && Math.abs(right.get() - rating) <= TOLERANCE) {
        return ServedVerdict.EQUAL;
      }
    }
    return any ? ServedVerdict.MISMATCH : ServedVerdict.EXTRA;
  }

  /** Holds a taste vector against those that may be served; a zero vector is none. */
  static Judgement ofVector(List<Float> served, LegalStates states, FoldIn model) {
    Optional<List<Map<ItemId, Double>>> legal = states.all();
    if (legal.isEmpty()) {
      return none(ServedVerdict.BUSY, 1);
    }
    boolean any = false;
    boolean none = false;
    for (Map<ItemId, Double> ratings : legal.get()) {
      float[] right = model.vector(ratings);
      if (served.size() == right.length && VectorsParity.same(served, right)) {
        return none(ServedVerdict.EQUAL, 1);
      }
      boolean zero = isZero(right);
      any |= !zero;
      none |= zero;
    }
    if (any && served.stream().allMatch(number -> number == 0)) {
      return none(ServedVerdict.MISSING, 1);
    }
    return none(none && !any ? ServedVerdict.EXTRA : ServedVerdict.MISMATCH, 1);
  }

  private static boolean isZero(float[] vector) {
    for (float number : vector) {
      if (number != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether anything else should have been served. */
  boolean isWrong() {
    return counts.keySet().stream().anyMatch(ServedVerdict::isWrong);
  }

  /** The verdict on the sample as a whole: what is wrong comes first, then what is not judged. */
  ServedVerdict verdict() {
    return counts.keySet().stream()
        .filter(ServedVerdict::isWrong)
        .findFirst()
        .or(() -> counts.keySet().stream().filter(verdict -> !verdict.isJudged()).findFirst())
        .orElse(ServedVerdict.EQUAL);
  }
}
