package io.tastelake.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.time.Pause;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out when all is well again: a write of a new user, which takes log and online store, is
 * acknowledged and listed; and then its rating is served. One thread uses it.
 */
final class Probe {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration RATING_TIMEOUT = Duration.ofMinutes(4);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final String ITEM = "probed";

  private final String name;
  private final Caller caller;
  private final Findings findings;
  private final List<Diary> users = new ArrayList<>();

  Probe(String name, Supplier<URI> api, Supplier<String> token, Findings findings) {
    this.name = name;
    this.caller = new Caller(api, token, REQUEST_TIMEOUT);
    this.findings = findings;
  }

  /** Who wrote. */
  List<Diary> users() {
    return users;
  }

  /** Waits until a new user's write is acknowledged and listed; returns how long it took. */
  Duration untilAnswered(String after, long since) throws InterruptedException {
    Diary user = new Diary(name + "-" + users.size());
    users.add(user);
    Optional<String> key = Optional.of(user.actor());
    boolean written =
        until(
            since,
            ANSWER_TIMEOUT,
            () ->
                caller
                    .send(
                        "POST",
                        path(user, "interactions/" + ITEM),
                        Map.of("interaction_type", "view"),
                        key)
                    .ok());
    user.recorded(written ? Outcome.ACKNOWLEDGED : Outcome.UNKNOWN, ITEM, "view");
    boolean listed =
        until(
            since,
            ANSWER_TIMEOUT,
            () ->
                caller
                    .list(path(user, "interactions-bulk"), "interactions")
                    .filter(rows -> rows.size() == 1)
                    .isPresent());
    if (!written || !listed) {
      findings.add(
          "no write was acknowledged and listed within %s after %s"
              .formatted(ANSWER_TIMEOUT, after));
    }
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** Waits until the newest user's rating is served; returns how long it took. */
  Duration untilRated(String after, long since) throws InterruptedException {
    Diary user = users.get(users.size() - 1);
    if (!until(since, RATING_TIMEOUT, () -> isRated(user))) {
      findings.add(
          "no rating of a new write was served within %s after %s"
              .formatted(RATING_TIMEOUT, after));
    }
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private boolean isRated(Diary user) throws IOException, InterruptedException {
    Reply reply = caller.get(path(user, "ratings"));
    JsonNode ratings = reply.body().path("user_ratings");
    return reply.ok() && ratings.size() == 1;
  }

  private static String path(Diary user, String rest) {
    return "/v1/users/" + user.actor() + "/" + rest + "/";
  }

  private interface Look {
    boolean isWell() throws IOException, InterruptedException;
  }

  private static boolean until(long since, Duration timeout, Look look)
      throws InterruptedException {
    boolean well = isWell(look);
    while (!well && System.nanoTime() - since < timeout.toNanos()) {
      Pause.of(LOOK_AGAIN);
      well = isWell(look);
    }
    return well;
  }

  private static boolean isWell(Look look) throws InterruptedException {
    try {
      return look.isWell();
    } catch (IOException e) {
      return false;
    }
  }
}
