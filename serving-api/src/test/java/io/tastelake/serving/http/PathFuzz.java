package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The first line is a path with one spelling, the second a query's key, the third its value. */
public final class PathFuzz {

  private PathFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", 3);
    if (RequestPath.wellEscaped(lines[0])) {
      String canonical = RequestPath.canonical(lines[0]);
      assertThat(canonical).startsWith("/").doesNotContain("//");
      assertThat(RequestPath.wellEscaped(canonical)).isTrue();
      assertThat(RequestPath.canonical("/v1/" + canonical + "/")).isEqualTo(canonical);
    }
    if (lines.length == 3) {
      readsAsEveryType(new Query(Map.of(lines[1], List.of(lines[2]))));
    }
  }

  private static void readsAsEveryType(Query query) {
    refusesAtWorst(() -> assertThat(query.amount("f", 5, 10)).isBetween(1, 10));
    refusesAtWorst(() -> assertThat(query.amountWithin("f", 5, 10)).isBetween(1, 10));
    refusesAtWorst(() -> assertThat(query.unixSeconds("f").orElse(0.0)).isFinite());
    refusesAtWorst(() -> assertThat(query.flag("f").orElse(true)).isNotNull());
    assertThat(query.list("f").size()).isLessThanOrEqualTo(1);
  }

  private static void refusesAtWorst(Runnable reading) {
    try {
      reading.run();
    } catch (ApiException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.WRONG_DATA);
    }
  }
}
