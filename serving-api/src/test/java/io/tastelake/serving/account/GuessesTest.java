package io.tastelake.serving.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.serving.SetClock;
import io.tastelake.serving.http.ApiException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Guessing gets slow, and nobody is locked out by what somebody else does. */
class GuessesTest {

  private static final String ATTACKER = "203.0.113.66";
  private static final String OWNER = "198.51.100.1";

  private final SetClock clock = new SetClock();
  private final Guesses guesses = new Guesses(clock);

  private static Attempt attempt(String login, String address) {
    return new Attempt("service", login, address);
  }

  private void wrong(int times, Attempt attempt) {
    for (int i = 0; i < times; i++) {
      guesses.wrong(attempt);
    }
  }

  private void assertMay(Attempt attempt) {
    assertThatCode(() -> guesses.requireLeave(attempt)).doesNotThrowAnyException();
  }

  private void assertWaits(Attempt attempt) {
    assertThatThrownBy(() -> guesses.requireLeave(attempt))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("Retry-After");
  }

  @Test
  void afterFiveWrongOnesTheWaitDoubles() {
    Attempt attempt = attempt("shop", ATTACKER);
    wrong(4, attempt);
    assertMay(attempt);
    guesses.wrong(attempt);
    assertWaits(attempt);
    clock.pass(Duration.ofSeconds(1));
    assertMay(attempt);
    guesses.wrong(attempt);
    clock.pass(Duration.ofSeconds(1));
    assertWaits(attempt);
    clock.pass(Duration.ofSeconds(1));
    assertMay(attempt);
    wrong(20, attempt);
    clock.pass(Duration.ofMinutes(5).minusMillis(1));
    assertWaits(attempt);
    clock.pass(Duration.ofMillis(1));
    assertMay(attempt);
  }

  @Test
  void theOwnerElsewhereAndOtherLoginsFromThereAreNotHeldUp() {
    wrong(90, attempt("shop", ATTACKER));
    assertWaits(attempt("shop", ATTACKER));
    assertMay(attempt("shop", OWNER));
    assertMay(attempt("books", ATTACKER));
  }

  @Test
  void theRightPasswordEndsTheWait() {
    Attempt attempt = attempt("shop", OWNER);
    wrong(4, attempt);
    guesses.right(attempt);
    wrong(4, attempt);
    assertMay(attempt);
  }

  @Test
  void aLoginThatManyAddressesTryGivesEachOneTryAndTheOwnerToo() {
    for (int i = 0; i < 150; i++) {
      Attempt bot = attempt("shop", "bot" + i);
      assertMay(bot);
      guesses.wrong(bot);
    }
    assertWaits(attempt("shop", "bot149"));
    assertMay(attempt("shop", OWNER));
  }

  @Test
  void anAddressThatTriesVeryManyLoginsWaitsButForThoseThatItEntered() {
    Attempt entered = attempt("shop", ATTACKER);
    guesses.right(entered);
    for (int i = 0; i < 250; i++) {
      guesses.wrong(attempt("name" + i, ATTACKER));
    }
    assertWaits(attempt("another", ATTACKER));
    assertMay(entered);
    assertMay(attempt("another", OWNER));
  }
}
