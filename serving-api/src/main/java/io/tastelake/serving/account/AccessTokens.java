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
import io.tastelake.serving.http.Callers;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.Role;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** JSON Web Tokens (RFC 7519, HS256) that live 30 minutes. Thread-safe. */
public final class AccessTokens implements Callers {

  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final String SCHEME = "Bearer ";

  private record Verified(Caller caller, Instant expiresAt) {}

  private final MACSigner signer;
  private final MACVerifier verifier;
  private final Clock clock;

  /** Checking a signature costs more than all else that a small request needs. */
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(5)).build();

  /**
   * Tokens that are signed with a key.
   *
   * @param key 32 random bytes, the same on every instance
   */
  public AccessTokens(byte[] key, Clock clock) {
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("HS256 takes keys of 32 bytes", e);
    }
    this.clock = clock;
  }

  /** A token that names {@code caller}. */
  public String issue(Caller caller) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .subject(caller.account().value())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .claim("org", caller.organization().value())
            .claim("role", caller.role().name());
    caller.database().ifPresent(id -> claims.claim("db", id.value()));
    caller.frontendUser().ifPresent(id -> claims.claim("user", id.value()));
    caller.frontendSession().ifPresent(id -> claims.claim("session", id.value()));
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 signs with any key of 32 bytes", e);
    }
    return token.serialize();
  }

  @Override
  public Caller of(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused("The Authorization header is missing: it must be 'Bearer ' and a token.");
    }
    Verified token = verified.get(authorization.substring(SCHEME.length()).strip(), this::verify);
    if (token.expiresAt().isAfter(clock.instant())) {
      return token.caller();
    }
    throw ApiException.jwtExpired();
  }

  private Verified verify(String text) {
    try {
      SignedJWT token = SignedJWT.parse(text);
      boolean genuine =
          JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) && token.verify(verifier);
      if (!genuine) {
        throw refused("The token was not issued here: log in to get one.");
      }
      return read(token.getJWTClaimsSet());
    } catch (ParseException | JOSEException e) {
      throw refused("The token is malformed: log in to get one.");
    }
  }

  private static Verified read(JWTClaimsSet claims) throws ParseException {
    return new Verified(
        new Caller(
            new AccountId(claims.getSubject()),
            new OrganizationId(claims.getStringClaim("org")),
            Role.valueOf(claims.getStringClaim("role")),
            Optional.ofNullable(claims.getStringClaim("db")).map(DatabaseId::new),
            Optional.ofNullable(claims.getStringClaim("user")).map(UserId::new),
            Optional.ofNullable(claims.getStringClaim("session")).map(SessionId::new)),
        claims.getExpirationTime().toInstant());
  }

  private static ApiException refused(String message) {
    return ApiException.unauthorized(ErrorName.INCORRECT_REFRESH_TOKEN, message);
  }
}
