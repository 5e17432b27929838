package io.tastelake.e2e.kit;

import io.tastelake.domain.identity.DatabaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A token for one database, renewed before it expires, as long tests outlive one. Thread-safe. */
final class RenewedToken {

  private static final Duration RENEWED_AFTER = Duration.ofMinutes(20);

  private final ApiClient api;
  private final Map<String, String> request;
  private String token;
  private Instant renewal;

  RenewedToken(ApiClient api, String refreshToken, DatabaseId database) throws IOException {
    this.api = api;
    this.request = Map.of("refresh_token", refreshToken, "db_id", database.value());
    renew();
  }

  synchronized String present() {
    if (Instant.now().isAfter(renewal)) {
      try {
        renew();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return token;
  }

  private void renew() throws IOException {
    token = api.post("/login/refresh-token/", request).ok().text("token");
    renewal = Instant.now().plus(RENEWED_AFTER);
  }
}
