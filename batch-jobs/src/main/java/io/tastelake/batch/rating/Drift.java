package io.tastelake.batch.rating;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.store.UserRatings;
import io.tastelake.store.WrittenRatings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much the ratings shown online differ from the computed ones, user by user. Users who were not
 * written since their database's parameters changed are outdated, and differ by no fault.
 */
final class Drift {

  /** Adding in another order makes a smaller difference. */
  static final double TOLERANCE = 1e-9;

  private static final int NAMED = 5;

  /** What one user's ratings are. */
  enum Verdict {
    EQUAL,
    OUTDATED,
    DRIFTED
  }

  private final ParametersOfDatabases parameters;
  private long users;
  private long ratings;
  private long missing;
  private long extra;
  private long different;
  private double largest;
  private long outdated;
  private long drifted;
  private final List<String> named = new ArrayList<>();

  Drift(ParametersOfDatabases parameters) {
    this.parameters = parameters;
  }

  /** Compares one user's ratings. */
  Verdict compare(DatabaseId database, UserRatings computed, WrittenRatings written) {
    UserRatings shown = written.ratings();
    users++;
    long before = missing + extra + different;
    computed.ratings().forEach((item, rating) -> compare(rating, shown.ratings().get(item)));
    extra += extra(computed.ratings(), shown.ratings());
    if (missing + extra + different == before) {
      return Verdict.EQUAL;
    }
    if (parameters.areNewerThan(written, database)) {
      outdated++;
      return Verdict.OUTDATED;
    }
    if (drifted++ < NAMED) {
      named.add(DriftRecheck.name(database, Actor.of(shown.user())));
    }
    return Verdict.DRIFTED;
  }

  private void compare(Rating computed, Rating shown) {
    ratings++;
    if (shown == null) {
      missing++;
      return;
    }
    double difference = Math.abs(computed.value() - shown.value());
    largest = Math.max(largest, difference);
    if (difference > TOLERANCE || computed.timestamp() != shown.timestamp()) {
      different++;
    }
  }

  private static long extra(Map<ItemId, Rating> computed, Map<ItemId, Rating> shown) {
    return shown.keySet().stream().filter(item -> !computed.containsKey(item)).count();
  }

  /** Users compared. */
  long users() {
    return users;
  }

  /** Computed ratings compared. */
  long ratings() {
    return ratings;
  }

  /** Computed ratings that are not shown. */
  long missing() {
    return missing;
  }

  /** Ratings shown that were not computed. */
  long extra() {
    return extra;
  }

  /** Ratings shown with another value or timestamp. */
  long different() {
    return different;
  }

  /** The largest difference of two values, within the tolerance or not. */
  double largest() {
    return largest;
  }

  /** Users with any difference who were not written since the parameters changed. */
  long outdated() {
    return outdated;
  }

  /** Users with any other difference. */
  long drifted() {
    return drifted;
  }

  /** The first of those who drifted. */
  List<String> named() {
    return List.copyOf(named);
  }
}
