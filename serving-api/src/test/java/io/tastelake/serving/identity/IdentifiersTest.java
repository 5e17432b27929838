package io.tastelake.serving.identity;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.IdType;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All types of ids, of users, items and sessions, in paths, bodies and answers. */
@ExtendWith(ApiResource.class)
class IdentifiersTest {

  private static final List<IdType> TYPES =
      Stream.of(
              Stream.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
              Stream.of("uuid"),
              Stream.of("hex", "urlsafe", "bytes", "text")
                  .flatMap(form -> Stream.of(1, 2, 15, 33, 64).map(size -> form + size)))
          .flatMap(names -> names)
          .map(IdType::parse)
          .toList();

  private final TestApi api;
  private final Random random = new Random(20260501);

  IdentifiersTest(TestApi api) {
    this.api = api;
  }

  /** Each type once for users, once for items and once for sessions. */
  static Stream<List<IdType>> triples() {
    return IntStream.range(0, TYPES.size())
        .mapToObj(
            i ->
                List.of(
                    TYPES.get(i),
                    TYPES.get((i + 7) % TYPES.size()),
                    TYPES.get((i + 13) % TYPES.size())));
  }

  @ParameterizedTest
  @MethodSource("triples")
  void everySpellingOfAnIdMeansTheSameAndIsAnsweredInOneForm(List<IdType> types) {
    String token = tokenOfDatabase(types);
    SpelledId user = SpelledId.any(types.get(0), random);
    SpelledId item = SpelledId.any(types.get(1), random);
    SpelledId session = SpelledId.any(types.get(2), random);

    succeed("POST", "/users/" + segment(user) + "/interactions/" + segment(item), token, VIEW);
    succeed(
        "POST",
        "/interactions-bulk",
        token,
        "{\"interactions\": [{\"user_id\": %s, \"item_id\": %s, \"interaction_type\": \"view\"}]}"
            .formatted(user.json(random), item.json(random)));
    succeed("PUT", "/users/" + segment(user) + "/ratings/" + segment(item), token, FIVE);
    succeed(
        "PUT",
        "/ratings-bulk",
        token,
        "{\"ratings\": [{\"user_id\": %s, \"item_id\": %s, \"rating\": 6}]}"
            .formatted(user.json(random), item.json(random)));
    succeed(
        "POST",
        "/sessions/" + segment(session) + "/resolve",
        token,
        "{\"user_id\": " + user.json(random) + "}");

    String own = "/users/" + segment(user);
    JsonNode history = succeed("GET", own + "/interactions-bulk", token, null).json();
    assertThat(history.findValues("item_id"))
        .hasSize(2)
        .allMatch(id -> id.toString().equals(item.answered()));
    JsonNode all = succeed("GET", "/interactions-bulk", token, null).json();
    assertThat(all.findValues("user_id"))
        .hasSize(2)
        .allMatch(id -> id.toString().equals(user.answered()));
    JsonNode ratings = succeed("GET", "/ratings-bulk", token, null).json().path("ratings");
    assertThat(ratings).hasSize(1);
    assertThat(ratings.get(0).path("user_id").toString()).isEqualTo(user.answered());
    assertThat(ratings.get(0).path("item_id").toString()).isEqualTo(item.answered());
    JsonNode rated = succeed("GET", own + "/ratings", token, null).json().path("user_ratings");
    assertThat(rated.findValues("rating").toString()).isEqualTo("[6.0]");

    refuse("USER", "GET", "/users/" + wrong(types.get(0)) + "/interactions-bulk", token, null);
    refuse("USER", "GET", "/user-data/" + wrong(types.get(0)) + "/interactions", token, null);
    refuse("USER", "PUT", "/users/" + wrong(types.get(0)) + "/ratings", token, "{}");
    refuse("ITEM", "POST", own + "/interactions/" + wrong(types.get(1)), token, VIEW);
    refuse("ITEM", "DELETE", own + "/ratings/" + wrong(types.get(1)), token, null);
    refuse(
        "ITEM",
        "POST",
        own + "/interactions-bulk",
        token,
        "{\"interactions\": [{\"item_id\": \"*\", \"interaction_type\": \"view\"}]}");
    refuse("ITEM", "PUT", own + "/ratings", token, RATED_NOTHING);
    refuse("SESSION", "POST", "/sessions/" + wrong(types.get(2)) + "/resolve", token, "{}");
    refuse(
        "USER", "POST", "/sessions/" + segment(session) + "/resolve", token, "{\"user_id\": \"\"}");
  }

  private static final String VIEW = "{\"interaction_type\": \"view\"}";
  private static final String FIVE = "{\"rating\": 5}";
  private static final String RATED_NOTHING =
      "{\"ratings\": [{\"item_id\": \"*\", \"rating\": 5}]}";

  private String tokenOfDatabase(List<IdType> types) {
    String created =
        """
        {"name": "ids %s", "user_id_type": "%s", "item_id_type": "%s", "session_id_type": "%s"}
        """
            .formatted(types, types.get(0), types.get(1), types.get(2));
    String id =
        succeed("POST", "/databases/", api.rootToken(null), created).json().path("id").asText();
    String token = api.rootToken(id);
    succeed(
        "PUT",
        "/databases/current/implicit-to-explicit/",
        token,
        "{\"interaction_types\": {\"view\": {\"strength\": 1}}, \"saturation\": 10}");
    return token;
  }

  private Answer succeed(String method, String path, String token, String body) {
    Answer answer = api.send(method, path, token, body);
    assertThat(answer.status()).as(path + " " + body + " " + answer.text()).isEqualTo(200);
    return answer;
  }

  private void refuse(String subject, String method, String path, String token, String body) {
    Answer answer = api.send(method, path, token, body);
    assertErrorShape(answer, 400, 40, "WrongData", "INCORRECT_" + subject + "_ID_TYPE");
  }

  private String segment(SpelledId id) {
    return encoded(id.spelling(random));
  }

  /** What is hardly an id, or one that is just too large. */
  private String wrong(IdType type) {
    return encoded(
        switch (random.nextInt(3)) {
          case 0 -> "*";
          case 1 -> "é\u200B";
          default -> SpelledId.tooLarge(type);
        });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
