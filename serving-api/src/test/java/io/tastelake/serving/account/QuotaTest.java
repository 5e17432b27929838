package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What roots and managers make, they make so many of. */
@ExtendWith(ApiResource.class)
class QuotaTest {

  private static int organizations;

  private final TestApi api;
  private String organization;
  private String root;

  QuotaTest(TestApi api) {
    this.api = api;
  }

  @BeforeEach
  void createAnOrganization() {
    String email = "root@quota-%d.example".formatted(++organizations);
    organization =
        api.api().provisioning().createOrganization("quota", email, TestApi.PASSWORD).value();
    String login = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, TestApi.PASSWORD);
    root = api.send("POST", "/login/root/", null, login).json().path("token").asText();
  }

  @AfterEach
  void takeAllAway() {
    for (String table : List.of("databases", "accounts")) {
      int unused =
          api.store.execute("DELETE FROM " + table + " WHERE organization_id = ?", organization);
    }
  }

  private Answer post(String path, String fields) {
    return api.send("POST", path, root, "{" + fields.replace('\'', '"') + "}");
  }

  private Answer createAccount(String name) {
    return post("/accounts/service/", "'role': 'backend', 'name': '" + name + "'");
  }

  private Answer createDatabase(String name) {
    String types = "'user_id_type': 'uuid', 'item_id_type': 'uuid'";
    return post("/databases/", "'name': '" + name + "', " + types);
  }

  private void assertTheMost(Answer refused, String what) {
    assertErrorShape(refused, 400, 40, "WrongData", "WRONG_PARAMETER");
    assertThat(refused.text())
        .contains("The organization has 1,000 " + what + ", which is the most: delete one first.");
  }

  private void addAccounts(int amount) {
    int unused =
        api.store.execute(
            "INSERT INTO accounts (id, organization_id, kind, login, password_hash, role, created_at)"
                + " SELECT ? || n, ?, 'SERVICE', 'a' || n, '', 'BACKEND', now()"
                + " FROM generate_series(1, ?) n",
            "quota-" + organizations + "-",
            organization,
            amount);
  }

  @Test
  void ofAccounts() {
    addAccounts(997);
    long made =
        IntStream.range(0, 8)
            .parallel()
            .filter(i -> createAccount("at-once-" + i).status() == 200)
            .count();
    assertThat(made).as("the root is one of them").isEqualTo(2);
    assertTheMost(createAccount("one-more"), "accounts");
    String person = "'email': 'ann@quota.example', 'role': 'backend', 'password': 'correct horse'";
    assertTheMost(post("/accounts/individual/", person), "accounts");
    assertThat(
            api.store.execute(
                "DELETE FROM accounts WHERE login = 'a1' AND organization_id = ?", organization))
        .isOne();
    assertThat(createAccount("one-more").status()).isEqualTo(200);
  }

  @Test
  void ofKeys() {
    assertThat(createAccount("holder").status()).isEqualTo(200);
    int unused =
        api.store.execute(
            "INSERT INTO service_account_keys (id, account_id, key_hash, metadata, created_at)"
                + " SELECT id || n, id, sha256((id || n)::bytea), '{}', now()"
                + " FROM accounts, generate_series(1, 999) n"
                + " WHERE login = 'holder' AND organization_id = ?",
            organization);
    assertThat(post("/accounts/service/keys/", "'name': 'holder'").status()).isEqualTo(200);
    assertTheMost(post("/accounts/service/keys/", "'name': 'holder'"), "keys of service accounts");
  }

  @Test
  void ofDatabases() {
    int unused =
        api.store.execute(
            "INSERT INTO databases (id, organization_id, name, description, user_id_type,"
                + " item_id_type, session_id_type, created_at)"
                + " SELECT lpad(n::text, 22, 'q'), ?, 'd' || n, '', 'uuid', 'uuid', 'uuid', now()"
                + " FROM generate_series(1, 999) n",
            organization);
    assertThat(createDatabase("last").status()).isEqualTo(200);
    assertTheMost(createDatabase("one-more"), "databases");
  }
}
