package io.tastelake.serving.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Role;
import io.tastelake.serving.store.Seal;
import io.tastelake.store.OnlineStore;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * JSON Web Tokens (RFC 7519, HS256) that live 30 minutes and name their issuer, audience and key.
 * Those of before keys had names are taken as long as the first key is there. Thread-safe.
 */
public final class AccessTokens {

  static final Duration LIFE = Duration.ofMinutes(30);

  private static final String SCHEME = "Bearer ";
  private static final String ISSUER = "tastelake";
  private static final String AUDIENCE = "tastelake-api";

  private record Verified(Caller caller, Instant expiresAt, SigningKeys.Key key) {}

  private final SigningKeys keys;
  private final Clock clock;

  /** Checking a signature costs more than all else that a small request needs. */
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(5)).build();

  public AccessTokens(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Tokens that the keys in {@code store} sign, which {@code seal} opens. */
  public static AccessTokens in(OnlineStore store, Seal seal, SecureRandom random, Clock clock) {
    return new AccessTokens(SigningKeys.in(store, seal, random, clock), clock);
  }

  /** A token that names {@code caller}. */
  public String issue(Caller caller) {
    SigningKeys.Key key = keys.current();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.kid()).build();
    SignedJWT token = new SignedJWT(header, claims(caller));
    try {
      token.sign(new MACSigner(key.value()));
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 signs with any key of 32 bytes", e);
    }
    return token.serialize();
  }

  /** What a token says of {@code caller}. */
  JWTClaimsSet claims(Caller caller) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(caller.account().value())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .claim("org", caller.organization().value())
            .claim("role", caller.role().name())
            .claim("gen", caller.generation());
    caller.database().ifPresent(id -> claims.claim("db", id.value()));
    caller.frontendUser().ifPresent(id -> claims.claim("user", id.value()));
    caller.frontendSession().ifPresent(id -> claims.claim("session", id.value()));
    caller.serviceKey().ifPresent(id -> claims.claim("key", id));
    return claims.build();
  }

  /**
   * The caller that an Authorization header names.
   *
   * @param authorization the header's value, or null if there was none
   * @throws ApiException {@code JwtTokenExpired} if the token is genuine and too old, {@code
   *     AuthError} if there is no genuine one
   */
  public Caller of(String authorization) {
    boolean missing =
        authorization == null
            || authorization.isBlank()
            || authorization.strip().equalsIgnoreCase(SCHEME.strip());
    if (missing) {
      throw refused("The Authorization header is missing: it must be 'Bearer ' and a token.");
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused(
          "The Authorization header does not use the scheme Bearer: it must be 'Bearer ' and a"
              + " token.");
    }
    String text = authorization.substring(SCHEME.length()).strip();
    Verified token = verified.get(text, this::verify);
    if (token.expiresAt().isAfter(clock.instant()) && keys.isGood(token.key())) {
      return token.caller();
    }
    throw ApiException.jwtExpired();
  }

  private Verified verify(String text) {
    try {
      SignedJWT token = SignedJWT.parse(text);
      JWSHeader header = token.getHeader();
      if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())) {
        throw foreign();
      }
      boolean named = header.getKeyID() != null;
      SigningKeys.Key key =
          keys.of(named ? header.getKeyID() : SigningKeys.FIRST).orElseThrow(() -> unknown(named));
      if (!token.verify(new MACVerifier(key.value()))) {
        throw foreign();
      }
      JWTClaimsSet claims = token.getJWTClaimsSet();
      if (named && !isOurs(claims)) {
        throw foreign();
      }
      return new Verified(caller(claims), claims.getExpirationTime().toInstant(), key);
    } catch (ParseException | JOSEException e) {
      throw refused("The token is malformed: log in to get one.");
    }
  }

  private static boolean isOurs(JWTClaimsSet claims) {
    return ISSUER.equals(claims.getIssuer()) && claims.getAudience().equals(List.of(AUDIENCE));
  }

  private static Caller caller(JWTClaimsSet claims) throws ParseException {
    Integer generation = claims.getIntegerClaim("gen");
    return new Caller(
        new AccountId(claims.getSubject()),
        new OrganizationId(claims.getStringClaim("org")),
        Role.valueOf(claims.getStringClaim("role")),
        Optional.ofNullable(claims.getStringClaim("db")).map(DatabaseId::new),
        Optional.ofNullable(claims.getStringClaim("user")).map(UserId::new),
        Optional.ofNullable(claims.getStringClaim("session")).map(SessionId::new),
        generation == null ? 0 : generation,
        Optional.ofNullable(claims.getStringClaim("key")));
  }

  /** Clients get a new token when theirs has expired, and a key that is gone was rotated away. */
  private static ApiException unknown(boolean named) {
    return named ? foreign() : ApiException.jwtExpired();
  }

  private static ApiException foreign() {
    return refused("The token was not issued here: log in to get one.");
  }

  private static ApiException refused(String message) {
    return ApiException.unauthorized(ErrorName.INCORRECT_JWT_TOKEN, message);
  }
}
