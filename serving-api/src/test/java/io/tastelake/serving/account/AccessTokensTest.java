package io.tastelake.serving.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A token is refused for its signature alone: all that is refused here is well formed. */
class AccessTokensTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(1, 2));
  private static final Caller CALLER =
      new Caller(
          new AccountId("account"),
          new OrganizationId("organization"),
          Role.FRONTEND,
          Optional.of(DATABASE),
          Optional.of(new UserId("ann")),
          Optional.of(new SessionId("noon")));

  private final String token = at(NOW, 0).issue(CALLER);

  private static AccessTokens at(Instant now, int firstByteOfKey) {
    byte[] key = new byte[32];
    key[0] = (byte) firstByteOfKey;
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new AccessTokens(SigningKeys.only("key", key, clock), clock);
  }

  @Test
  void saysWhomItWasIssuedTo() {
    assertThat(at(NOW, 0).of("Bearer " + token)).isEqualTo(CALLER);
    assertThat(at(NOW, 0).of("bearer  " + token)).isEqualTo(CALLER);
  }

  @Test
  void noBitOfTheSignatureMayChange() {
    byte[] signature = Base64.getUrlDecoder().decode(part(2));
    for (int bit = 0; bit < signature.length * 8; bit++) {
      signature[bit / 8] ^= (byte) (1 << bit % 8);
      assertForeign(part(0) + "." + part(1) + "." + encoded(signature));
      signature[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(part(0) + "." + part(1) + "." + encoded(signature)).isEqualTo(token);
  }

  @Test
  void noClaimMayChange() {
    String claims = new String(Base64.getUrlDecoder().decode(part(1)), UTF_8);
    Map<String, String> changes =
        Map.of(
            "\"account\"",
            "\"another\"",
            "organization",
            "orgamization",
            "FRONTEND",
            "ROOT",
            DATABASE.value(),
            DatabaseId.of(new UUID(1, 3)).value(),
            "\"ann\"",
            "\"bob\"",
            "\"noon\"",
            "\"dawn\"",
            "\"gen\":0",
            "\"gen\":1",
            "\"exp\":1",
            "\"exp\":2");
    changes.forEach(
        (from, to) -> {
          String changed = claims.replace(from, to);
          assertThat(changed).as("holds %s", from).isNotEqualTo(claims);
          assertForeign(part(0) + "." + encoded(changed.getBytes(UTF_8)) + "." + part(2));
        });
  }

  @Test
  void noOtherKeyOrAlgorithmIsTaken() {
    assertForeign(at(NOW, 1).issue(CALLER));
    for (String algorithm : new String[] {"HS384", "HS512"}) {
      String header = "{\"alg\":\"" + algorithm + "\"}";
      assertForeign(encoded(header.getBytes(UTF_8)) + "." + part(1) + "." + part(2));
    }
  }

  @Test
  void aGenuineSignatureUnderAnotherIssuerOrAudienceIsNotTaken() throws JOSEException {
    JWTClaimsSet ours = at(NOW, 0).claims(CALLER);
    assertThat(at(NOW, 0).of("Bearer " + signed("key", ours))).isEqualTo(CALLER);
    for (JWTClaimsSet claims :
        new JWTClaimsSet[] {
          new JWTClaimsSet.Builder(ours).issuer("another").build(),
          new JWTClaimsSet.Builder(ours).issuer(null).build(),
          new JWTClaimsSet.Builder(ours).audience("another").build(),
          new JWTClaimsSet.Builder(ours).audience(List.of()).build(),
          new JWTClaimsSet.Builder(ours).audience(List.of("tastelake-api", "another")).build()
        }) {
      assertForeign(signed("key", claims));
    }
    assertForeign(signed("other", ours));
  }

  /** Those that were issued before keys had names. */
  @Test
  void aTokenThatNamesNoKeyIsOfTheFirstOne() throws JOSEException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    AccessTokens first =
        new AccessTokens(SigningKeys.only(SigningKeys.FIRST, new byte[32], clock), clock);
    JWTClaimsSet old =
        new JWTClaimsSet.Builder(first.claims(CALLER))
            .issuer(null)
            .audience(List.of())
            .claim("gen", null)
            .build();
    assertThat(first.of("Bearer " + signed(null, old))).isEqualTo(CALLER);
    String nameless = signed(null, old);
    assertThatThrownBy(() -> at(NOW, 0).of("Bearer " + nameless))
        .as("the first key is gone: clients refresh")
        .hasMessageContaining("older than 30 minutes");
  }

  private static String signed(String kid, JWTClaimsSet claims) throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(), claims);
    token.sign(new MACSigner(new byte[32]));
    return token.serialize();
  }

  @Test
  void aMissingHeaderAndAnotherSchemeAreToldApart() {
    assertThatThrownBy(() -> at(NOW, 0).of(null)).hasMessageContaining("header is missing");
    for (String other : new String[] {"Token " + token, "Basic eDp5", token}) {
      assertThatThrownBy(() -> at(NOW, 0).of(other)).hasMessageContaining("scheme Bearer");
    }
  }

  @Test
  void livesHalfAnHour() {
    Duration life = Duration.ofMinutes(30);
    assertThat(at(NOW.plus(life).minusSeconds(1), 0).of("Bearer " + token)).isEqualTo(CALLER);
    assertThatThrownBy(() -> at(NOW.plus(life), 0).of("Bearer " + token))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("older than 30 minutes");
  }

  private String part(int number) {
    return token.split("\\.", -1)[number];
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void assertForeign(String token) {
    assertThatThrownBy(() -> at(NOW, 0).of("Bearer " + token))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("was not issued here");
  }
}
