package io.tastelake.standalone.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Ratings of half a star to five stars as interactions: one type per number of stars, of such a
 * strength that a single one infers the rating 2 · stars, within [1.1, 9.9].
 */
final class Stars {

  /** The property that carries the stars as they were given. */
  static final String PROPERTY = "stars";

  private static final Pattern TEXT = Pattern.compile("0\\.5|[1-4](\\.[05])?|5(\\.0)?");
  private static final double NEUTRAL = 5.5;
  private static final double REACH = 4.5;
  private static final double SATURATION = 10;

  private Stars() {}

  static boolean spelled(String text) {
    return TEXT.matcher(text).matches();
  }

  /** The interaction type of {@code stars}, such as {@code rated-4.5}. */
  static String type(double stars) {
    return "rated-" + stars;
  }

  static Map<String, Object> parameters() {
    Map<String, Object> types = new TreeMap<>();
    for (int halves = 1; halves <= 10; halves++) {
      types.put(type(halves / 2.0), Map.of("strength", strength(halves / 2.0)));
    }
    return Map.of("interaction_types", types, "saturation", SATURATION);
  }

  /** The strength S with 5.5 ± 4.5 · (1 − exp(−|S| / saturation)) = 2 · stars. */
  private static double strength(double stars) {
    double rating = Math.max(1.1, Math.min(9.9, 2 * stars));
    double distance = (rating - NEUTRAL) / REACH;
    return Math.signum(distance) * -SATURATION * Math.log(1 - Math.abs(distance));
  }
}
