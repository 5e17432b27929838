package io.tastelake.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.taste.RememberedFactors;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published Java client throws on any member that one of its result classes does not have.
 * These are all its classes that are so strict, at their call, with what they know.
 */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictClientsTest {

  private final TestApi api;
  private String token;

  StrictClientsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    String database = api.createReadyDatabase("strict", "urlsafe64", "urlsafe64");
    token = api.rootToken(database);
    String model = UUID.randomUUID().toString();
    api.factors.train(api.store, database, model, Map.of("lamp", new float[] {1, 2}));
    RememberedFactors.publish(api.store, database, model);
    api.send("PUT", "/users/ann/ratings/lamp/", token, "{\"rating\": 9}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /recommendation/users/ann/items/?amt=1, items_id next_cursor",
    "GET,  /recommendation/users/stranger/items/, items_id next_cursor",
    "POST, /recommendation/sessions/items/, items_id next_cursor",
    "GET,  /users/ann/ratings/, user_ratings has_next next_page",
    "GET,  /users/stranger/ratings/, user_ratings has_next next_page",
    "GET,  /ratings-bulk/?amt=1, ratings has_next next_cursor",
    "GET,  /databases/, databases has_next next_page",
    "GET,  /databases/current/status/, status",
    "GET,  /organizations/accounts/, individual_accounts service_accounts",
    "POST, /users/ann/interactions-bulk/, ''",
    "POST, /interactions-bulk/, ''"
  })
  void anAnswerHasNoMemberThatAStrictClientDoesNotKnow(String method, String path, String known) {
    String body = method.equals("POST") ? "{\"interactions\": []}" : null;
    Answer answer = api.send(method, path, token, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().isObject()).isTrue();
    answer
        .json()
        .fieldNames()
        .forEachRemaining(name -> assertThat(Set.of(known.split(" "))).contains(name));
  }
}
