package io.tastelake.serving.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.ApiResource;
import io.tastelake.serving.SetClock;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.identity.RandomIds;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions of the console end by themselves. */
@ExtendWith(ApiResource.class)
class ConsoleSessionsTest {

  private final SetClock clock = new SetClock();
  private final ConsoleSessions sessions;
  private final Caller root;

  ConsoleSessionsTest(TestApi api) {
    SecureRandom random = new SecureRandom();
    Accounts accounts = new Accounts(api.onlineStore, clock);
    ServiceKeys keys = new ServiceKeys(api.onlineStore, new RandomIds(random), random, clock);
    this.sessions = new ConsoleSessions(api.onlineStore, accounts, keys, random, clock);
    Account account = accounts.people(TestApi.ROOT).get(0);
    this.root =
        new Caller(
            account.id(),
            account.organization(),
            account.role(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            account.generation(),
            Optional.empty());
  }

  @Test
  void halfAnHourWithoutAPageEndsIt() {
    String session = sessions.begin(root);
    clock.pass(Duration.ofMinutes(29));
    assertThat(sessions.caller(session)).contains(root);
    clock.pass(Duration.ofMinutes(29));
    assertThat(sessions.caller(session)).contains(root);
    clock.pass(Duration.ofMinutes(30));
    assertThat(sessions.caller(session)).isEmpty();
  }

  @Test
  void twelveHoursEndItHoweverItIsUsed() {
    String session = sessions.begin(root);
    for (int i = 0; i < 12 * 3 - 1; i++) {
      clock.pass(Duration.ofMinutes(20));
      assertThat(sessions.caller(session)).as("after %d times 20 min", i + 1).contains(root);
      if (i % 10 == 0) {
        session = sessions.replace(session, root);
      }
    }
    clock.pass(Duration.ofMinutes(20));
    assertThat(sessions.caller(session)).isEmpty();
  }

  @Test
  void whoChangesTheTimeOfTheLoginHasNoSession() {
    String session = sessions.begin(root);
    String random = session.substring(0, session.indexOf('.'));
    assertThat(sessions.caller(random + '.' + clock.instant().plusSeconds(1).getEpochSecond()))
        .isEmpty();
  }
}
