package io.tastelake.serving.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.AccountId;
import io.tastelake.domain.identity.OrganizationId;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.http.Role;
import io.tastelake.store.AccountsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login computes as many hashes whoever has the name. */
class PasswordTrialTest {

  private static final Passwords PASSWORDS = TestApi.PASSWORDS;
  private static final String OURS = PASSWORDS.hash("our password");
  private static final String THEIRS = PASSWORDS.hash("their password");

  private final List<String> computed = new ArrayList<>();
  private PasswordTrial trial;

  @BeforeEach
  void count() {
    trial =
        new PasswordTrial(
            (password, hash) -> {
              computed.add(hash);
              return PASSWORDS.matches(password, hash);
            },
            PASSWORDS.hash("nobody"));
  }

  private static Account account(int organization, String hash) {
    return new Account(
        new AccountId("a" + organization),
        new OrganizationId("o" + organization),
        AccountsTable.Kind.SERVICE,
        "shop",
        hash,
        Role.BACKEND,
        0,
        new DatabaseLimit(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 8})
  void theNumberOfOrganizationsWithTheNameIsNoWork(int organizations) {
    List<Account> candidates =
        IntStream.range(0, organizations).mapToObj(i -> account(i, THEIRS)).toList();
    assertThat(trial.owners(candidates, "wrong password", 2)).isEmpty();
    assertThat(computed).hasSize(2);
  }

  @Test
  void twoAreToldApartByTheirPasswords() {
    Account ours = account(1, OURS);
    Account theirs = account(2, THEIRS);
    assertThat(trial.owners(List.of(ours, theirs), "our password", 2)).containsExactly(ours);
    assertThat(trial.owners(List.of(ours, theirs), "their password", 2)).containsExactly(theirs);
    assertThat(trial.owners(List.of(ours, account(3, OURS)), "our password", 2)).hasSize(2);
    assertThat(trial.owners(List.of(ours), "nobody", 2)).as("nobody's password").isEmpty();
  }

  @Test
  void oneOfThreeIsNotGuessed() {
    List<Account> candidates = List.of(account(1, OURS), account(2, THEIRS), account(3, OURS));
    assertThat(trial.owners(candidates, "our password", 2)).isEmpty();
  }
}
