package io.tastelake.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.session.Resolutions;
import io.tastelake.e2e.session.Resolutions.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions that several users want at once, and who was told that one is his. Thread-safe. */
final class ContestedResolves {

  private static final int RIVALS = 4;

  private final Map<String, String> won = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();

  /** Resolves one session after the other; returns when a call gets no answer. */
  void untilGone(ApiClient client) {
    try {
      while (true) {
        int call = calls.getAndIncrement();
        String session = "session-" + call / RIVALS;
        String user = "rival-" + call % RIVALS;
        if (Resolutions.resolve(client, session, user) == Outcome.WON) {
          assertThat(won.put(session, user)).as("the other winner of %s", session).isNull();
        }
      }
    } catch (IOException gone) {
      // it was killed
    }
  }

  /** How many sessions were won so far. */
  int won() {
    return won.size();
  }

  /** Fails unless each winner is whom {@code users} name for the session. */
  void assertHeldBy(Map<String, String> users, String where) {
    assertThat(users).as("users of sessions in %s", where).containsAllEntriesOf(won);
  }
}
