package io.tastelake.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ErrorResponsesTest {

  /** Whoever reads an error slowly holds a thread. */
  @Test
  void anErrorQuotesSoMuchAndNoMore() {
    String quoted = "x".repeat(1_000);
    assertThat(body(quoted)).contains(quoted + '"');
    assertThat(body(quoted.repeat(100)).length()).isBetween(30_000, 40_000);
  }

  private static String body(String message) {
    return new String(
        ErrorResponses.body(ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, message)), UTF_8);
  }
}
