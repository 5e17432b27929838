package io.tastelake.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.rating.RatingPicture.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Pictures and figures of {@code docs/parameters.md} are what this module computes. With {@code
 * -Dtastelake.docs=write} the pictures are drawn anew.
 */
class ParametersPageTest {

  private static final Path DOCS = Path.of(System.getProperty("tastelake.root"), "docs");
  private static final double DAY = 86_400;
  private static final Map<String, Weight> SHOP =
      Map.of(
          "view", plain(1),
          "addToCart", plain(4),
          "purchase", plain(10),
          "dislike", plain(-8));

  private static Weight plain(double strength) {
    return new Weight(strength, Optional.empty());
  }

  private static ImplicitToExplicitParameters shop(OptionalDouble halfLifeDays, double saturation) {
    return new ImplicitToExplicitParameters(SHOP, halfLifeDays, saturation);
  }

  private static double rating(
      ImplicitToExplicitParameters parameters, List<Contribution> contributions) {
    return Evidence.of(contributions, parameters).rating(parameters).orElseThrow().value();
  }

  private static Contribution of(String type, double day) {
    return new Contribution(type, day * DAY, Map.of());
  }

  /** The rating of one interaction whose weight is {@code sum}. */
  private static double ofSum(double sum, double saturation) {
    var parameters =
        new ImplicitToExplicitParameters(
            Map.of("one", plain(sum)), OptionalDouble.empty(), saturation);
    return rating(parameters, List.of(of("one", 0)));
  }

  private static Line saturation(double saturation) {
    return new Line("saturation " + (int) saturation, sum -> ofSum(sum, saturation));
  }

  private static Line repeated(String type) {
    return new Line(
        "%s, strength %d".formatted(type, (int) SHOP.get(type).strength()),
        times -> ofSum(times * SHOP.get(type).strength(), 10));
  }

  private static Line fading(String label, OptionalDouble halfLifeDays) {
    return new Line(
        label,
        days -> rating(shop(halfLifeDays, 10), List.of(of("purchase", 0), of("view", days))));
  }

  private static Line scaled(double scale) {
    var parameters =
        new ImplicitToExplicitParameters(
            Map.of("purchase", new Weight(5, Optional.of(new ScaledProperty("revenue", scale)))),
            OptionalDouble.empty(),
            10);
    return new Line(
        "property_scale " + (int) scale,
        revenue ->
            rating(
                parameters, List.of(new Contribution("purchase", 0, Map.of("revenue", revenue)))));
  }

  private static Map<String, RatingPicture> pictures() {
    return Map.of(
        "strength",
        new RatingPicture(
            "A rating by how often a user did something with an item: one purchase of strength 10 does as much as ten views of strength 1, and dislikes of strength -8 bring it down.",
            "how often",
            0,
            10,
            2,
            Stream.of("view", "addToCart", "purchase", "dislike")
                .map(ParametersPageTest::repeated)
                .toList()),
        "saturation",
        new RatingPicture(
            "A rating by the sum of weights: the smaller the saturation, the sooner it reaches 10, or 1.",
            "sum of weights",
            -20,
            20,
            10,
            Stream.of(5.0, 10.0, 20.0).map(ParametersPageTest::saturation).toList()),
        "half-life",
        new RatingPicture(
            "A rating after a purchase and, some days later, a view: the shorter the half-life, the less the purchase still counts.",
            "days from the purchase to the view",
            0,
            120,
            30,
            List.of(
                fading("half-life 7", OptionalDouble.of(7)),
                fading("half-life 30", OptionalDouble.of(30)),
                fading("half-life 90", OptionalDouble.of(90)),
                fading("none (null)", OptionalDouble.empty()))),
        "property",
        new RatingPicture(
            "A rating after one purchase of strength 5 by its revenue: the smaller the scale, the more a large revenue adds.",
            "revenue",
            0,
            400,
            100,
            Stream.of(10.0, 50.0, 250.0).map(ParametersPageTest::scaled).toList()));
  }

  @TestFactory
  Stream<DynamicTest> picturesShowWhatIsComputed() {
    return pictures().entrySet().stream()
        .map(
            picture ->
                DynamicTest.dynamicTest(
                    picture.getKey(), () -> assertDrawn(picture.getKey(), picture.getValue())));
  }

  private static void assertDrawn(String name, RatingPicture picture) throws IOException {
    String file = "pictures/%s.svg".formatted(name);
    if ("write".equals(System.getProperty("tastelake.docs"))) {
      Files.writeString(DOCS.resolve(file), picture.svg());
    }
    assertThat(Files.readString(DOCS.resolve(file))).isEqualTo(picture.svg());
    assertThat(page()).contains("![%s](%s)".formatted(picture.title(), file));
  }

  @Test
  void theTableShowsWhatIsComputed() throws IOException {
    var parameters = shop(OptionalDouble.of(30), 10);
    assertThat(page())
        .contains(
            row("one view", parameters, List.of(of("view", 0))),
            row("ten views on one day", parameters, Collections.nCopies(10, of("view", 0))),
            row("one purchase", parameters, List.of(of("purchase", 0))),
            row(
                "a purchase, and a view 30 days later",
                parameters,
                List.of(of("purchase", 0), of("view", 30))),
            row(
                "a purchase, and a dislike the same day",
                parameters,
                List.of(of("purchase", 0), of("dislike", 0))),
            row("one dislike", parameters, List.of(of("dislike", 0))));
  }

  private static String row(
      String what, ImplicitToExplicitParameters parameters, List<Contribution> contributions) {
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.2f |",
        what,
        Evidence.of(contributions, parameters).sum(),
        rating(parameters, contributions));
  }

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("parameters.md"));
  }
}
