package io.tastelake.serving.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import io.tastelake.domain.identity.DatabaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What clients of each database wanted to write and this instance refused, the last of it, for
 * those who may read the database. Only of callers whose token is genuine. Thread-safe.
 */
public final class RefusedWrites {

  /** Refusals of one database. */
  static final int PER_DATABASE = 50;

  private static final int MAX_DATABASES = 200;
  private static final int MAX_MESSAGE_LENGTH = 300;
  private static final Duration MAX_AGE = Duration.ofHours(1);

  /** The routes that write events. */
  private static final Pattern WRITES =
      Pattern.compile("interactions|/user-data/|ratings|/resolve$|/users/\\{user_id}/%2A$");

  /** What may be a token or a part of one: a message may quote what a caller sent. */
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w.-]*|[\\w-]{40,}");

  private final Cache<DatabaseId, Deque<Refusal>> databases =
      Caffeine.newBuilder().maximumSize(MAX_DATABASES).expireAfterWrite(MAX_AGE).build();

  private final Clock clock;

  public RefusedWrites(Clock clock) {
    this.clock = clock;
  }

  /**
   * A refusal.
   *
   * @param name of the error
   * @param path of the route, without ids
   * @param message without what may be a secret
   */
  public record Refusal(
      Instant at,
      int status,
      String name,
      String method,
      String path,
      String account,
      String message) {}

  /** Lets a request's refusal be noted, now that it is known who calls. */
  static void caller(Context context, Caller caller) {
    context.attribute(RefusedWrites.class.getName(), caller);
  }

  /** Notes what a caller is told, if something was to be written. */
  void note(Context context, ApiException refusal) {
    Caller caller = context.attribute(RefusedWrites.class.getName());
    String route = RequestNote.route(context);
    if (caller == null
        || caller.database().isEmpty()
        || context.method().name().equals("GET")
        || !WRITES.matcher(route).find()) {
      return;
    }
    note(
        caller.database().get(),
        new Refusal(
            clock.instant(),
            ErrorResponses.status(refusal.kind(), context.path()),
            refusal.data().getOrDefault("name", refusal.kind().wireName()),
            context.method().name(),
            route,
            caller.account().value(),
            told(refusal.getMessage())));
  }

  private static String told(String message) {
    String safe = TOKEN.matcher(message).replaceAll("…");
    return safe.length() > MAX_MESSAGE_LENGTH ? safe.substring(0, MAX_MESSAGE_LENGTH) + "…" : safe;
  }

  private void note(DatabaseId database, Refusal refusal) {
    var unused =
        databases
            .asMap()
            .compute(
                database,
                (id, known) -> {
                  Deque<Refusal> refusals = known == null ? new ArrayDeque<>() : known;
                  refusals.addFirst(refusal);
                  if (refusals.size() > PER_DATABASE) {
                    refusals.removeLast();
                  }
                  return refusals;
                });
  }

  /** What was refused of a database since then, the newest first. */
  public List<Refusal> of(DatabaseId database, Instant since) {
    List<Refusal> refusals = new ArrayList<>();
    var unused =
        databases
            .asMap()
            .computeIfPresent(
                database,
                (id, known) -> {
                  known.removeIf(refusal -> refusal.at().isBefore(since));
                  refusals.addAll(known);
                  return known.isEmpty() ? null : known;
                });
    return refusals;
  }
}
