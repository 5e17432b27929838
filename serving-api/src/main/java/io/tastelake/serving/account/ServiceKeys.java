package io.tastelake.serving.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.http.Quota;
import io.tastelake.serving.http.Sha256;
import io.tastelake.serving.identity.RandomIds;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.OrganizationsTable;
import io.tastelake.store.ServiceKeysTable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Keys by which service accounts log in, several of each account. Thread-safe. */
public final class ServiceKeys {

  private static final int BYTES = 32;

  private final OnlineStore store;
  private final RandomIds ids;
  private final SecureRandom random;
  private final Clock clock;

  /** Every request of a token that was issued for a key needs it. */
  private final Cache<String, Optional<ServiceKeysTable.Row>> known =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofSeconds(5)).build();

  public ServiceKeys(OnlineStore store, RandomIds ids, SecureRandom random, Clock clock) {
    this.store = store;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A key when it is made: it is told once and then never again.
   *
   * @param secret what the account logs in with
   */
  record Made(ServiceKeysTable.Row key, String secret) {}

  /**
   * Makes a key.
   *
   * @throws io.tastelake.serving.http.ApiException {@code WRONG_PARAMETER} if the organization has
   *     too many
   */
  Made make(Account account, Optional<Instant> expiresAt, String metadata) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ServiceKeysTable.Row key =
        new ServiceKeysTable.Row(ids.next(), account.id(), metadata, clock.instant(), expiresAt);
    boolean unused =
        store.inTransaction(
            transaction -> {
              new OrganizationsTable(transaction).lockToAdd(account.organization());
              ServiceKeysTable table = new ServiceKeysTable(transaction);
              Quota.SERVICE_KEYS.requireRoom(table.count(account.organization()));
              table.add(key, hash(secret));
              return true;
            });
    return new Made(key, secret);
  }

  /** An account that was named together with one of its keys. */
  record Held(Account account, String key) {}

  /** The candidate that the secret is a valid key of. */
  Optional<Held> holder(List<Account> candidates, String secret) {
    return store
        .with(connection -> new ServiceKeysTable(connection).withHash(hash(secret)))
        .filter(key -> !isExpired(key))
        .flatMap(
            key ->
                candidates.stream()
                    .filter(candidate -> candidate.id().equals(key.account()))
                    .findFirst()
                    .map(account -> new Held(account, key.id())));
  }

  /**
   * Whether a key was there within the last five seconds, and has not expired; the instance that
   * deletes a key knows at once.
   */
  boolean isGood(String id) {
    return known
        .get(
            id, wanted -> store.with(connection -> new ServiceKeysTable(connection).withId(wanted)))
        .filter(key -> !isExpired(key))
        .isPresent();
  }

  /** The same of the key that a login was made with; one by password needs none. */
  boolean isGood(Optional<String> usedAtLogin) {
    return usedAtLogin.map(this::isGood).orElse(true);
  }

  /** The keys of all of an organization's accounts, the oldest first. */
  List<ServiceKeysTable.Row> of(OrganizationId organization) {
    return store.with(connection -> new ServiceKeysTable(connection).of(organization));
  }

  /**
   * Deletes a key with the refresh tokens that were issued for it; false if the organization has
   * none of this id.
   */
  boolean delete(OrganizationId organization, String id) {
    int deleted =
        store.with(connection -> new ServiceKeysTable(connection).delete(organization, id));
    known.invalidate(id);
    return deleted > 0;
  }

  boolean isExpired(ServiceKeysTable.Row key) {
    return key.expiresAt().filter(end -> !end.isAfter(clock.instant())).isPresent();
  }

  private static byte[] hash(String secret) {
    return Sha256.begin().digest(secret.getBytes(StandardCharsets.UTF_8));
  }
}
