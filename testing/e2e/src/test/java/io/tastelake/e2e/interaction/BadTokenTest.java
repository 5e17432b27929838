package io.tastelake.e2e.interaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kit.Answer;
import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Log;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import io.tastelake.e2e.kit.Tokens;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that are missing, malformed, forged, expired or of another database open nothing. */
@ExtendWith(SharedSystem.Extension.class)
class BadTokenTest {

  private static final String A = "/user-data/ann/interactions";
  private static final String BULK = "/users/ann/interactions-bulk/";
  private static final Map<String, Object> ROW =
      Map.of("item_id", "lamp", "interaction_type", "view");

  private static SharedSystem shared;
  private static Tenant tenant;
  private static Tenant other;

  @BeforeAll
  static void login(SharedSystem system) throws IOException {
    shared = system;
    tenant = system.tenant(Tenant.Ids.TEXT);
    other = system.tenant(Tenant.Ids.TEXT);
  }

  static Stream<String> forgeries() throws Exception {
    String token = tenant.token();
    String[] parts = token.split("\\.", 3);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    String ofOther = payload.replace(tenant.database().value(), other.database().value());
    String none = base64("{\"alg\":\"none\"}");
    return Stream.of(
        "Bearer ",
        "Bearer undefined",
        "Bearer a.b.c",
        "Basic " + token,
        token,
        "Bearer " + none + "." + parts[1] + ".",
        "Bearer " + none + "." + parts[1] + "." + parts[2],
        "Bearer " + parts[0] + "." + base64(ofOther) + "." + parts[2],
        "Bearer " + parts[0] + "." + parts[1] + ".",
        "Bearer " + parts[0] + "." + parts[1] + "." + parts[2].substring(1),
        "Bearer " + Tokens.signed(token, new byte[32], Instant.now().plusSeconds(600)));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgedTokenIsRefused(String authorization) throws IOException {
    assertRefused(shared.client().withAuthorization(authorization), "AuthError", 21);
  }

  @Test
  void noTokenIsRefused() throws IOException {
    assertRefused(shared.client(), "AuthError", 21);
  }

  @Test
  void anExpiredTokenIsToldFromAWrongOne() throws Exception {
    String expired =
        Tokens.signed(tenant.token(), shared.tokenKey(), Instant.now().minusSeconds(1));
    assertRefused(shared.client().with(expired), "JwtTokenExpired", 22);
    String genuine =
        Tokens.signed(tenant.token(), shared.tokenKey(), Instant.now().plusSeconds(60));
    shared.client().with(genuine).get(BULK).ok();
  }

  @Test
  void aTokenOfAnotherDatabaseOpensThatOneOnly() throws IOException {
    String id = tenant.client().post(A, ROW).ok().text("interaction_id");
    Map<Integer, Long> ends = shared.log().ends();
    assertThat(other.client().list(A, 10)).isEmpty();
    assertThat(other.client().list(BULK, 10)).isEmpty();
    Map<String, Object> itsId = Map.of("interaction_id", id);
    other.client().put(A, itsId).isError(404, "NotFoundError", 60, "RESOURCE_NOT_FOUND");
    other.client().delete(A, itsId).isError(404, "NotFoundError", 60, "RESOURCE_NOT_FOUND");
    assertThat(shared.log().ends()).isEqualTo(ends);
    assertThat(tenant.client().list(A, 10)).hasSize(1);
  }

  private static void assertRefused(ApiClient client, String error, int code) throws IOException {
    Log log = shared.log();
    Map<Integer, Long> ends = log.ends();
    for (Answer answer :
        new Answer[] {
          client.post(A, ROW),
          client.put(A, ROW),
          client.delete(A, ROW),
          client.get(A),
          client.post(BULK, Map.of("interactions", new Object[] {ROW})),
          client.get(BULK),
          client.get("/interactions-bulk/")
        }) {
      answer.isError(401, error, code, "INCORRECT_JWT_TOKEN");
    }
    assertThat(log.ends()).isEqualTo(ends);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
