package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import io.tastelake.serving.http.Limits;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who has a public key stores neither tokens nor resolved sessions without end. */
class LoginRatesTest {

  private static final int LOGINS = 20;
  private static final int ROWS = 3;

  private static String key(TestApi api, String name) {
    return api.send(
            "POST", "/accounts/service/keys/", api.rootToken(null), "{\"name\": \"" + name + "\"}")
        .json()
        .path("key")
        .asText();
  }

  private static Answer login(TestApi api, String name, String key, String rest) {
    String body = "{\"name\": \"%s\", \"password\": \"%s\"%s}".formatted(name, key, rest);
    return api.send("POST", "/login/service/", null, body);
  }

  private static String visitor(String database) {
    return ", \"db_id\": \"%s\", \"frontend_session_id\": \"%s\", \"frontend_user_id\": \"u\""
        .formatted(database, UUID.randomUUID());
  }

  /** The first answer that is not granted, of so many logins. */
  private static Answer refused(TestApi api, String key, String database, int most) {
    for (int i = 0; i < most; i++) {
      Answer answer = login(api, "visitors", key, visitor(database));
      if (answer.status() != 200) {
        return answer;
      }
    }
    throw new AssertionError(most + " logins were granted");
  }

  private static void assertWaits(Answer answer) {
    assertErrorShape(answer, 429, 2, "TooManyRequests", "RATE_LIMIT_OVERFLOW");
    assertThat(answer.response().headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
  }

  @Test
  void loginsByKeyAreCounted() throws IOException {
    Limits limits = Limits.defaults().withRates(Limits.Rates.defaults().withLogins(1_000, LOGINS));
    try (TestApi api = TestApi.start(TestApi.settings().withLimits(limits))) {
      String database = api.createReadyDatabase("visitors", "text64", "text64");
      api.serviceToken("visitors", "frontend", database, "");
      api.serviceToken("others", "frontend", database, "");
      Answer refused = refused(api, key(api, "visitors"), database, LOGINS * 4);
      assertWaits(refused);
      assertThat(refused.text()).contains("logins to the account per minute");
      assertThat(
              login(api, "others", key(api, "others"), ", \"db_id\": \"" + database + "\"")
                  .status())
          .as("another account")
          .isEqualTo(200);
    }
  }

  @Test
  void aLoginIsARowOfItsAccount() throws IOException {
    Limits.Rates rates = new Limits.Rates(1_000, 1_000, ROWS, 1_000, 1_000, 1_000);
    try (TestApi api =
        TestApi.start(TestApi.settings().withLimits(Limits.defaults().withRates(rates)))) {
      String database = api.createReadyDatabase("visitors", "text64", "text64");
      api.serviceToken("visitors", "frontend", database, "");
      Answer refused = refused(api, key(api, "visitors"), database, 200);
      assertWaits(refused);
      assertThat(refused.text()).contains("rows per second");
    }
  }
}
