package io.tastelake.serving.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {

  private final Passwords passwords = new Passwords();

  @Test
  void aHashIsAsDearAsOwaspAsksAndNeverTheSame() {
    String hash = passwords.hash("correct horse");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
    assertThat(passwords.matches("correct horse", hash)).isTrue();
    assertThat(passwords.matches("correct hors", hash)).isFalse();
    assertThat(passwords.matches("", hash)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ID, 19456, 2, false",
    "ID, 32768, 3, false",
    "ID, 16384, 2, true",
    "ID, 19456, 1, true",
    "I, 19456, 2, true",
    "D, 19456, 2, true"
  })
  void whatIsCheaperIsWeak(Argon2 variant, int memoryKib, int passes, boolean weak) {
    Argon2Function function = Argon2Function.getInstance(memoryKib, passes, 1, 32, variant);
    String hash = Password.hash("correct horse").addRandomSalt(16).with(function).getResult();
    assertThat(passwords.isWeak(hash)).isEqualTo(weak);
    assertThat(passwords.matches("correct horse", hash)).isTrue();
  }
}
