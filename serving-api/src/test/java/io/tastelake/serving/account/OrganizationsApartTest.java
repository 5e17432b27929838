package io.tastelake.serving.account;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Organizations may use the same names, addresses and passwords, and never learn of it. */
@ExtendWith(ApiResource.class)
class OrganizationsApartTest {

  private static final String THEIR_ROOT = "root@apart.example";

  private static TestApi api;
  private static String ours;
  private static String theirs;
  private static String theirOrganization;

  @BeforeAll
  static void organizations(TestApi shared) {
    api = shared;
    theirOrganization =
        api.api().provisioning().createOrganization("apart", THEIR_ROOT, TestApi.PASSWORD).value();
    ours = api.rootToken(null);
    theirs =
        send("/login/root/", null, "\"email\": \"" + THEIR_ROOT + "\"")
            .json()
            .path("token")
            .asText();
  }

  private static Answer send(String path, String token, String fields) {
    return api.send(
        "POST", path, token, "{\"password\": \"" + TestApi.PASSWORD + "\", " + fields + "}");
  }

  private static String organization(Answer login) {
    assertThat(login.status()).as(login.text()).isEqualTo(200);
    return login.json().path("org_id").asText();
  }

  private static void assertAmbiguous(Answer login) {
    assertErrorShape(login, 400, 40, "WrongData", "WRONG_PARAMETER");
    assertThat(login.text()).contains("org_id").contains("db_id");
  }

  @Test
  void aNameAndPasswordOfTwoOrganizationsOpenNeither() {
    String account = "\"name\": \"apart-service\"";
    for (String root : new String[] {ours, theirs}) {
      assertThat(send("/accounts/service/", root, account + ", \"role\": \"backend\"").status())
          .isEqualTo(200);
    }
    assertAmbiguous(send("/login/service/", null, account));
    String named = account + ", \"org_id\": \"" + theirOrganization + "\"";
    assertThat(organization(send("/login/service/", null, named))).isEqualTo(theirOrganization);
    String database = api.createDatabase("apart", "uuid", "uuid");
    String opened = account + ", \"db_id\": \"" + database + "\"";
    assertThat(organization(send("/login/service/", null, opened))).isNotEqualTo(theirOrganization);
  }

  @Test
  void anAddressMayBeKnownToBoth() {
    String account = "\"email\": \"ann@apart.example\"";
    for (String root : new String[] {ours, theirs}) {
      assertThat(send("/accounts/individual/", root, account + ", \"role\": \"root\"").status())
          .isEqualTo(200);
      assertErrorShape(
          send("/accounts/individual/", root, account + ", \"role\": \"backend\""),
          400,
          42,
          "DuplicatedError",
          "DUPLICATED_ACCOUNT");
    }
    for (String path : new String[] {"/login/individual/", "/login/root/"}) {
      assertAmbiguous(send(path, null, account));
      String named = account + ", \"org_id\": \"" + theirOrganization + "\"";
      assertThat(organization(send(path, null, named))).isEqualTo(theirOrganization);
    }
    String theirRoot = "\"email\": \"" + THEIR_ROOT + "\", \"role\": \"backend\"";
    assertThat(send("/accounts/individual/", ours, theirRoot).status()).isEqualTo(200);
  }

  /** To try all three would take longer, and so tell that they are there. */
  @Test
  void aNameOfThreeOrganizationsNeedsTheOrganization() {
    String account = "\"name\": \"apart-third\"";
    String email = "third@apart.example";
    api.api().provisioning().createOrganization("apart-third", email, TestApi.PASSWORD);
    String third =
        send("/login/root/", null, "\"email\": \"" + email + "\"").json().path("token").asText();
    for (String root : new String[] {ours, theirs, third}) {
      assertThat(send("/accounts/service/", root, account + ", \"role\": \"backend\"").status())
          .isEqualTo(200);
    }
    Answer refused = send("/login/service/", null, account);
    assertErrorShape(refused, 401, 21, "AuthError", "INCORRECT_PASSWORD");
    Answer unknown = send("/login/service/", null, "\"name\": \"apart-nobody\"");
    assertThat(refused.text()).as("as if nobody had it").isEqualTo(unknown.text());
    assertThat(refused.text()).contains("org_id").contains("db_id");
    String named = account + ", \"org_id\": \"" + theirOrganization + "\"";
    assertThat(organization(send("/login/service/", null, named))).isEqualTo(theirOrganization);
  }
}
