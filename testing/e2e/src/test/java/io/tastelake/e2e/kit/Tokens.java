package io.tastelake.e2e.kit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/** Tokens made past the API. */
public final class Tokens {

  private Tokens() {}

  /** The claims of {@code token}, expiring then and signed with that key. */
  public static String signed(String token, byte[] key, Instant expires)
      throws ParseException, JOSEException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder(SignedJWT.parse(token).getJWTClaimsSet())
            .expirationTime(Date.from(expires))
            .build();
    SignedJWT signed = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    signed.sign(new MACSigner(key));
    return signed.serialize();
  }
}
