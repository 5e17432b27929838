package io.tastelake.domain.taste;

import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.rating.RatingLevels;
import java.util.Optional;

/**
 * What a model takes for neutral: a rating above it is a like. That is {@link Rating#NEUTRAL} for
 * ratings that use the scale, and lies lower where they do not.
 *
 * @param value 0.5 to 5.5
 */
public record Centre(double value) {

  /** The middle of the scale. */
  public static final Centre NEUTRAL = new Centre(Rating.NEUTRAL);

  /** Fewer ratings than these make no model. */
  public static final long MIN_RATINGS = 10;

  private static final double LOWEST = Rating.LOWEST - RatingLevels.STEP;

  /** The ends of the scale that a database uses are where so many of its ratings lie. */
  private static final double END = 0.1;

  /** So many likes are enough for the middle of the scale, until a model says otherwise. */
  private static final double SOME = 0.05;

  /** So many likes are enough to move to another centre, */
  private static final double FAIR = 0.2;

  /** and so many to stay where a centre is. */
  private static final double STILL_FAIR = 0.1;

  private static final double NEARLY_ALL = 0.9;

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it lies elsewhere
   */
  public Centre {
    if (!(value >= LOWEST && value <= Rating.NEUTRAL)) {
      throw new IllegalArgumentException("A centre must be 0.5 to 5.5, not " + value + ".");
    }
  }

  /** How much is liked what is rated so; 0 is neutral, and less is disliked. */
  public double preference(double rating) {
    return rating - value;
  }

  /**
   * The centre of a database's next model. It is
   *
   * <ul>
   *   <li>5.5 if enough ratings lie above;
   *   <li>else the middle between the ends that the ratings use, which are the means of their
   *       lowest and highest tenth, if a fifth of the ratings lies above;
   *   <li>else half a step below the lowest tenth: all are likes, and which items somebody rated is
   *       what there is to learn.
   * </ul>
   *
   * <p>The current model's centre stays until the ratings differ clearly from what it was chosen
   * for. So no centre moves back and forth from one training to the next.
   *
   * @param likesTrain how many ratings a training around 5.5 would learn from; beyond {@link
   *     #MIN_RATINGS} any number will do
   * @param before the current model's centre
   */
  public static Centre of(RatingLevels ratings, long likesTrain, Optional<Centre> before) {
    if (ratings.all() < MIN_RATINGS || isNeutral(ratings, likesTrain, before)) {
      return NEUTRAL;
    }
    Centre middle = at((ratings.lowest(END) + ratings.highest(END)) / 2);
    Optional<Centre> kept = before.filter(centre -> centre.isNear(middle));
    if (kept.isPresent() && kept.get().splits(ratings, STILL_FAIR)) {
      return kept.get();
    }
    if (middle.splits(ratings, FAIR)) {
      return middle;
    }
    Centre below = at(ratings.lowest(END) - RatingLevels.STEP);
    return before
        .filter(centre -> centre.isNear(below) && centre.splits(ratings, NEARLY_ALL))
        .orElse(below);
  }

  private static boolean isNeutral(RatingLevels ratings, long likesTrain, Optional<Centre> before) {
    if (before.isEmpty()) {
      return likesTrain >= MIN_RATINGS && NEUTRAL.share(ratings) >= SOME;
    }
    return before.get().equals(NEUTRAL)
        ? likesTrain >= MIN_RATINGS
        : ratings.above(Rating.NEUTRAL) >= 2 * MIN_RATINGS && NEUTRAL.share(ratings) >= FAIR;
  }

  /** The half step at or below {@code value}, within the bounds. */
  private static Centre at(double value) {
    double step = Math.floor(value / RatingLevels.STEP) * RatingLevels.STEP;
    return new Centre(Math.max(LOWEST, Math.min(Rating.NEUTRAL, step)));
  }

  private boolean isNear(Centre other) {
    return Math.abs(value - other.value) <= RatingLevels.STEP;
  }

  private boolean splits(RatingLevels ratings, double share) {
    return ratings.above(value) >= MIN_RATINGS && share(ratings) >= share;
  }

  private double share(RatingLevels ratings) {
    return (double) ratings.above(value) / ratings.all();
  }
}
