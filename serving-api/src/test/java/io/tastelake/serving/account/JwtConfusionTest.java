package io.tastelake.serving.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Role;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token says of its own key and algorithm decides nothing. */
class JwtConfusionTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final byte[] KEY = "thirty-two bytes that nobody has".getBytes(UTF_8);
  private static final Caller CALLER =
      new Caller(
          new AccountId("account"),
          new OrganizationId("organization"),
          Role.ROOT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  private static final AccessTokens TOKENS =
      new AccessTokens(SigningKeys.only("key", KEY, CLOCK), CLOCK);
  private static final String CLAIMS = TOKENS.issue(CALLER).split("\\.", -1)[1];

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String signed(String header, byte[] key) throws GeneralSecurityException {
    String signed = base64(header.getBytes(UTF_8)) + "." + CLAIMS;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return signed + "." + base64(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private static void assertRefused(String token) {
    assertThatThrownBy(() -> TOKENS.of("Bearer " + token))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal ->
                assertThat(refusal.data().get("name"))
                    .isEqualTo(ErrorName.INCORRECT_JWT_TOKEN.name()));
  }

  @Test
  void theRightKeyUnderTheRightHeaderIsTaken() throws GeneralSecurityException {
    assertThat(TOKENS.of("Bearer " + signed("{\"alg\":\"HS256\",\"kid\":\"key\"}", KEY)))
        .isEqualTo(CALLER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS1", "null"})
  void noAlgorithmIsNone(String algorithm) throws GeneralSecurityException {
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"key\"}";
    String unsigned = base64(header.getBytes(UTF_8)) + "." + CLAIMS + ".";
    assertRefused(unsigned);
    assertRefused(unsigned.substring(0, unsigned.length() - 1));
    assertRefused(signed(header, KEY));
  }

  /** Signed with the very key: the name of another algorithm is no way in. */
  @ParameterizedTest
  @ValueSource(strings = {"HS384", "HS512", "RS256", "PS256", "ES256", "EdDSA", "dir", "A256KW"})
  void noOtherAlgorithmIsTaken(String algorithm) throws GeneralSecurityException {
    assertRefused(signed("{\"alg\":\"" + algorithm + "\",\"kid\":\"key\"}", KEY));
  }

  /** What everybody knows, or a token brings along. */
  static Stream<byte[]> publicMaterial() {
    return Stream.of(
        new byte[] {0},
        new byte[32],
        "key".getBytes(UTF_8),
        "first".getBytes(UTF_8),
        "secret".getBytes(UTF_8),
        "tastelake".getBytes(UTF_8),
        "tastelake-api".getBytes(UTF_8),
        CLAIMS.getBytes(UTF_8),
        Base64.getUrlDecoder().decode(CLAIMS),
        "{\"alg\":\"HS256\",\"kid\":\"key\"}".getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("publicMaterial")
  void nothingPublicIsAKey(byte[] material) throws GeneralSecurityException {
    assertRefused(signed("{\"alg\":\"HS256\",\"kid\":\"key\"}", material));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../dev/null",
        "/dev/null",
        "' OR '1'='1",
        "key' UNION SELECT 'a",
        "key\\u0000",
        "KEY",
        "key ",
        "",
        "https://evil.example/key"
      })
  void aNameOfAKeyIsANameAlone(String kid) throws GeneralSecurityException {
    String header = "{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}";
    assertRefused(signed(header, KEY));
    assertRefused(signed(header, new byte[] {0}));
  }

  /** Its own key is in the header, or an address of one, and the token is signed with it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"bWluZW1pbmVtaW5lbWluZW1pbmVtaW5lbWluZW1pbmU\"}",
        "\"jku\":\"http://127.0.0.1:1/keys.json\"",
        "\"x5u\":\"http://127.0.0.1:1/key.pem\"",
        "\"x5c\":[\"bWluZW1pbmVtaW5lbWluZW1pbmVtaW5lbWluZW1pbmU=\"]"
      })
  void aTokenBringsNoKey(String member) throws GeneralSecurityException {
    byte[] own = "minemineminemineminemineminemine".getBytes(UTF_8);
    for (String kid : new String[] {"key", "own"}) {
      assertRefused(signed("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"," + member + "}", own));
    }
  }

  @Test
  void otherShapesOfTokensAreRefused() {
    String header = base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}".getBytes(UTF_8));
    assertRefused(header + "..aaaa." + CLAIMS + ".aaaa");
    assertRefused("{\"payload\":\"" + CLAIMS + "\",\"signatures\":[]}");
    assertRefused("." + CLAIMS + ".");
    assertRefused("...");
  }
}
