package io.tastelake.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.time.Pause;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Whether all that diaries say is so, in every place where it must be. */
final class Verdict {

  private static final int TRIES = 20;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Caller caller;
  private final DatabaseId database;
  private final URI lake;
  private final List<Diary> users;
  private final List<Diary> sessions;
  private final Findings findings;

  Verdict(
      Caller caller,
      DatabaseId database,
      URI lake,
      List<Diary> users,
      List<Diary> sessions,
      Findings findings) {
    this.caller = caller;
    this.database = database;
    this.lake = lake;
    this.users = users;
    this.sessions = sessions;
    this.findings = findings;
  }

  /** Compares the lists of each actor, those of the whole database, and whose sessions are. */
  void compareLists() throws IOException, InterruptedException {
    for (Diary user : users) {
      compare(user, list("/v1/users/" + user.actor() + "/interactions-bulk/", "interactions"));
    }
    for (Diary session : sessions) {
      compare(
          session, list("/v1/sessions/" + session.actor() + "/interactions-bulk/", "interactions"));
    }
    compareAll(users, "/v1/interactions-bulk/", "user_id");
    compareAll(sessions, "/v1/sessions-interactions-bulk/", "session_id");
    compareOwners();
  }

  private void compare(Diary actor, List<JsonNode> rows) {
    actor.compare(Found.types(rows), "its own list", findings);
  }

  private void compareAll(List<Diary> actors, String path, String member)
      throws IOException, InterruptedException {
    Map<String, Map<String, List<String>>> found =
        Found.typesByActor(list(path, "interactions"), member);
    for (Diary actor : actors) {
      Map<String, List<String>> types = found.remove(actor.actor());
      actor.compare(types == null ? Map.of() : types, "the list of all", findings);
    }
    found.keySet().forEach(actor -> findings.add("the list of all: nobody wrote for " + actor));
  }

  private void compareOwners() throws IOException, InterruptedException {
    Map<String, String> owners = untilWhole(caller::owners, "whose sessions are").orElse(Map.of());
    for (Diary session : sessions) {
      Optional<String> expected =
          session.isForgotten() ? Optional.empty() : session.owner().map(Diary::actor);
      Optional<String> found = Optional.ofNullable(owners.get(session.actor()));
      if (!found.equals(expected)) {
        findings.add(
            "session %s is of %s, and not of %s".formatted(session.actor(), found, expected));
      }
    }
  }

  /** Waits until the ratings that are served are those of all interactions, and compares them. */
  void compareRatings(Duration timeout) throws IOException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    ExpectedRatings expected = new ExpectedRatings(users, sessions);
    while (expected.differences(list("/v1/ratings-bulk/", "ratings")).findAny().isPresent()
        && System.nanoTime() < end) {
      Pause.of(LOOK_AGAIN);
    }
    expected.differences(list("/v1/ratings-bulk/", "ratings")).forEach(findings::add);
  }

  /** Compares what rows of the lake join to. */
  LakeScan compareLake() {
    LakeScan scan = LakeScan.of(lake, database, findings);
    compareLake(scan, users, Verdict::user);
    compareLake(scan, sessions, Verdict::session);
    return scan;
  }

  private void compareLake(LakeScan scan, List<Diary> actors, Function<Diary, Actor> actor) {
    actors.forEach(diary -> diary.compare(scan.types(actor.apply(diary)), "the lake", findings));
  }

  /** Once forgotten users are removed, the lake holds nothing that they did. */
  void requireForgotten(LakeScan scan) {
    requireForgotten(scan, users, Verdict::user);
    requireForgotten(scan, sessions, Verdict::session);
  }

  private void requireForgotten(LakeScan scan, List<Diary> actors, Function<Diary, Actor> actor) {
    for (Diary diary : actors) {
      if (diary.isForgotten()) {
        for (String item : scan.contents(actor.apply(diary))) {
          if (!diary.itemsThatMayBeThere().contains(item)) {
            findings.add(
                "the lake: a row with %s of %s, who is forgotten".formatted(item, diary.actor()));
          }
        }
      }
    }
  }

  private static Actor user(Diary diary) {
    return Actor.of(new UserId(diary.actor()));
  }

  private static Actor session(Diary diary) {
    return Actor.of(new SessionId(diary.actor()));
  }

  private List<JsonNode> list(String path, String rows) throws IOException, InterruptedException {
    return untilWhole(() -> caller.list(path, rows), path).orElse(List.of());
  }

  private interface Listing<T> {
    Optional<T> ask() throws IOException, InterruptedException;
  }

  private <T> Optional<T> untilWhole(Listing<T> listing, String what)
      throws IOException, InterruptedException {
    for (int tried = 0; tried < TRIES; tried++) {
      Optional<T> found = listing.ask();
      if (found.isPresent()) {
        return found;
      }
      Pause.of(LOOK_AGAIN);
    }
    findings.add("no whole list of " + what + " when all is quiet");
    return Optional.empty();
  }
}
