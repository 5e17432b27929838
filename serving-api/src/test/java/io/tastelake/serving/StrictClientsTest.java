package io.tastelake.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.taste.RememberedFactors;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published clients read answers into result classes: they fail without what they need, and
 * some on any member that they do not know. {@code clients.txt} has all of these classes at their
 * calls.
 */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictClientsTest {

  private static final String NOTHING = "EMPTY";
  private static final String OTHERS = "*";

  private final TestApi api;
  private String database;
  private String token;

  StrictClientsTest(TestApi api) {
    this.api = api;
  }

  /** A line of the table. */
  record Line(String clients, String call, String body, String needed, Set<String> known) {

    static Line parse(String line) {
      List<String> columns = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
      return new Line(
          columns.get(0),
          columns.get(1),
          columns.get(2),
          columns.get(3),
          Set.of(columns.get(4).split(" ", -1)));
    }

    @Override
    public String toString() {
      return call + " of " + clients;
    }
  }

  static Stream<Line> lines() throws IOException {
    try (InputStream table = StrictClientsTest.class.getResourceAsStream("clients.txt")) {
      return new String(table.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Line::parse)
              .toList()
              .stream();
    }
  }

  @BeforeAll
  void prepare() {
    database = api.createReadyDatabase("strict", "urlsafe64", "urlsafe64", "urlsafe64");
    token = api.rootToken(database);
    String model = UUID.randomUUID().toString();
    api.factors.train(
        api.store, database, model, Map.of("lamp", new float[] {1, 2}, "sofa", new float[] {2, 1}));
    RememberedFactors.publish(api.store, database, model);
    api.send("PUT", "/users/ann/ratings/lamp/", token, "{\"rating\": 9}");
    api.send("PUT", "/users/ann/ratings/sofa/", token, "{\"rating\": 8}");
    String account = "{\"name\": \"clients\", \"password\": \"%s\", \"role\": \"backend\"}";
    api.send("POST", "/accounts/service/", token, account.formatted(TestApi.PASSWORD));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void anAnswerHasWhatItsClientsNeedAndNothingThatOneRefuses(Line line) {
    String[] call = line.call.split(" ", -1);
    String path = call[1].replace("SESSION", UUID.randomUUID().toString());
    String body = line.body.isEmpty() ? null : line.body.replace("DATABASE", database);
    Answer answer = api.send(call[0], path, token, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    if (line.needed.equals(NOTHING)) {
      Answers.assertNothing(answer);
      return;
    }
    for (String needed : line.needed.split(" ", -1)) {
      String[] place = needed.split(":", 2);
      JsonNode value = answer.json().at(place[0]);
      assertThat(is(value, place[1])).as("%s in %s", needed, answer.text()).isTrue();
    }
    if (!line.known.contains(OTHERS)) {
      answer
          .json()
          .fieldNames()
          .forEachRemaining(name -> assertThat(line.known).as(answer.text()).contains(name));
    }
  }

  private static boolean is(JsonNode value, String type) {
    return switch (type) {
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "text" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "int" -> value.isInt() || value.isLong();
      case "number" -> value.isNumber();
      default -> throw new IllegalArgumentException("No type: " + type);
    };
  }
}
