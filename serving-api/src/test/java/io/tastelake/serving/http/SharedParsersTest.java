package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one body holds changes nothing for the next, and no answer quotes a library. */
@ExtendWith(ApiResource.class)
class SharedParsersTest {

  private static final int NAMES = 8_192;
  private static final int BITS = 13;

  private final TestApi api;
  private final String token;

  SharedParsersTest(TestApi api) {
    this.api = api;
    String database = api.createReadyDatabase("parsers-" + System.nanoTime(), "hex8", "hex8");
    this.token = api.rootToken(database);
  }

  /** Each pair has one hash, so all names have one. */
  private static String colliding(int number) {
    return IntStream.range(0, BITS)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "bA" : "ab")
        .collect(Collectors.joining());
  }

  @Test
  void namesThatCollideHurtNobodyElse() {
    String names =
        IntStream.range(0, NAMES)
            .mapToObj(n -> "\"" + colliding(n) + "\":0")
            .collect(Collectors.joining(","));
    api.send("POST", "/logout/", token, "{" + names + "}");
    String row = "{\"item_id\": \"a\", \"interaction_type\": \"v\", \"properties\": {";
    Answer properties =
        api.send(
            "POST", "/users/1/interactions-bulk/", token, "{\"interactions\": [" + row + "}}]}");
    assertThat(properties.status()).isEqualTo(200);
    for (int i = 0; i < 20; i++) {
      String write = "{\"interactions\": [" + row + "\"p" + i + "\": 1}}], \"x" + i + "\": 1}";
      assertThat(api.send("POST", "/users/1/interactions-bulk/", token, write).status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "{\"a\": NaN}",
        "{\"a\": 01}",
        "{\"a\": +1}",
        "{'a': 1}",
        "{a: 1}",
        "{\"a\": 1} // note",
        "{\"a\": \"\\q\"}",
        "{\"a\": [1, 2",
        "{\"a\": .5}",
        "{\"a\": 1,}",
        "{\"a\": tru}"
      },
      delimiter = '\u0000')
  void whatIsNoJsonIsSaidWithoutAdviceToProgrammers(String body) {
    assertPlain(api.send("POST", "/logout/", token, body));
  }

  @ParameterizedTest
  @CsvSource({"300000, 1", "1, 2000", "1, 1"})
  void limitsAreSaidWithoutAdviceToProgrammers(int text, int name) {
    String deep = text + name == 2 ? "[".repeat(100) : "";
    String body =
        "{\"" + "n".repeat(name) + "\": \"" + "t".repeat(text) + "\", \"d\": " + deep + "1}";
    assertPlain(api.send("POST", "/logout/", token, body));
  }

  private static void assertPlain(Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text())
        .doesNotContain("Feature", "Constraints", "`", "jackson", "REDACTED", "enable", "Source")
        .contains("not valid JSON");
  }
}
