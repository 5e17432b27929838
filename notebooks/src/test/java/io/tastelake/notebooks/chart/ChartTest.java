package io.tastelake.notebooks.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is drawn has the shape of what was given. */
class ChartTest {

  private static final int FIRST = 0x2A6F97;
  private static final int SECOND = 0xE07A2F;

  /** A Java without a screen may lack the system's fonts, without which nothing can be drawn. */
  @BeforeAll
  static void requireFonts() {
    System.setProperty("java.awt.headless", "true");
    boolean fonts = hasFonts();
    if (!fonts) {
      System.out.println("SKIPPED ChartTest: this machine has no fonts");
    }
    assumeTrue(fonts, "this machine has no fonts");
  }

  private static boolean hasFonts() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
          > 0;
    } catch (RuntimeException | LinkageError | InternalError e) {
      return false;
    }
  }

  @Test
  void barsAreAsHighAsTheirNumbers() throws IOException {
    Map<String, Map<String, Integer>> series = new LinkedHashMap<>();
    series.put("one", ordered("a", 10, "b", 40));
    series.put("two", ordered("a", 20, "b", 30));
    BufferedImage picture = picture(Chart.bars("Bars", "", "", series));
    double unit = plateaus(picture, FIRST).max().orElseThrow() / 40;
    assertPlateau(picture, FIRST, 10 * unit);
    assertPlateau(picture, SECOND, 20 * unit);
    assertPlateau(picture, SECOND, 30 * unit);
  }

  @Test
  void linesGoWhereTheirNumbersGo() throws IOException {
    BufferedImage picture = picture(lines(x -> 100 - x).within(0, 100));
    assertThat(bend(picture)).as("a straight line's way from its chord").isCloseTo(0, within(2.0));
    assertThat(falls(picture)).isTrue();
    assertThat(falls(picture(lines(x -> x)))).isFalse();
  }

  @Test
  void powersAreStraightOnLogarithmicAxesAlone() throws IOException {
    assertThat(bend(picture(lines(x -> 1_000 / x).logarithmic()))).isCloseTo(0, within(3.0));
    assertThat(bend(picture(lines(x -> 1_000 / x)))).isGreaterThan(20);
  }

  @Test
  void captionSaysAllThatIsDrawn() {
    Map<String, Map<Object, Number>> series = new LinkedHashMap<>();
    series.put("counts", ordered("of users", 7_824L, "nobody's", 1L));
    series.put("means", ordered(-3.0, 0.123456, 0.0, 10.0));
    assertThat(Caption.of("Title", series))
        .isEqualTo("Title\ncounts: of users = 7824; nobody's = 1\nmeans: -3 = 0.1235; 0 = 10");
  }

  @Test
  void captionOfALongSeriesIsShortAndHasBothEnds() {
    Map<Integer, Integer> squares = new TreeMap<>();
    IntStream.rangeClosed(1, 20_000).forEach(i -> squares.put(i, 2 * i));
    String caption = Caption.of("Long", Map.of("doubles", squares));
    assertThat(caption).startsWith("Long\ndoubles: 1 = 2; ").endsWith("; 20000 = 40000");
    assertThat(caption.split(";")).hasSizeBetween(250, 502);
  }

  private static Chart lines(DoubleUnaryOperator height) {
    Map<Double, Double> points = new TreeMap<>();
    for (double x = 1; x <= 100; x++) {
      points.put(x, height.applyAsDouble(x));
    }
    return Chart.lines("Line", "x", "y", Map.of("line", points));
  }

  private static <K, V> Map<K, V> ordered(K a, V ofA, K b, V ofB) {
    Map<K, V> map = new LinkedHashMap<>();
    map.put(a, ofA);
    map.put(b, ofB);
    return map;
  }

  private static BufferedImage picture(Chart chart) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(chart.png()));
  }

  /** How many pixels of a colour each column has. */
  private static int[] heights(BufferedImage picture, int color) {
    return IntStream.range(0, picture.getWidth())
        .map(
            x ->
                (int)
                    IntStream.range(0, picture.getHeight())
                        .filter(y -> has(picture, x, y, color))
                        .count())
        .toArray();
  }

  private static void assertPlateau(BufferedImage picture, int color, double height) {
    assertThat(plateaus(picture, color).boxed().toList())
        .as("heights of bars")
        .anySatisfy(each -> assertThat(each).isCloseTo(height, within(2.0)));
  }

  /** Heights that at least 20 neighbouring columns have: of bars, and not of letters. */
  private static DoubleStream plateaus(BufferedImage picture, int color) {
    int[] heights = heights(picture, color);
    return IntStream.range(20, heights.length)
        .filter(x -> IntStream.range(x - 20, x).allMatch(each -> heights[each] == heights[x]))
        .mapToDouble(x -> heights[x])
        .distinct();
  }

  /** How far, in pixels, the middle of the line is below the straight one between its ends. */
  private static double bend(BufferedImage picture) {
    int[] xs = columns(picture);
    double straight = (middle(picture, xs[0]) + middle(picture, xs[xs.length - 1])) / 2;
    return middle(picture, xs[xs.length / 2]) - straight;
  }

  private static boolean falls(BufferedImage picture) {
    int[] xs = columns(picture);
    return middle(picture, xs[xs.length - 1]) > middle(picture, xs[0]);
  }

  private static int[] columns(BufferedImage picture) {
    int[] heights = heights(picture, FIRST);
    return IntStream.range(0, heights.length).filter(x -> heights[x] > 0).toArray();
  }

  private static double middle(BufferedImage picture, int x) {
    return IntStream.range(0, picture.getHeight())
        .filter(y -> has(picture, x, y, FIRST))
        .average()
        .orElseThrow();
  }

  private static boolean has(BufferedImage picture, int x, int y, int color) {
    return (picture.getRGB(x, y) & 0xFFFFFF) == color;
  }
}
