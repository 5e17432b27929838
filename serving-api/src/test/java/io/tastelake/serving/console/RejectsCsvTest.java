package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectsCsvTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "plain!\"plain\"",
        "say \"a\"!\"say \"\"a\"\"\"",
        "=1+1!\"'=1+1\"",
        "+1!\"'+1\"",
        "-1!\"'-1\"",
        "@SUM(A1)!\"'@SUM(A1)\"",
        "'x';=1+1!\"'x';'=1+1\"",
        "a, =1!\"a, '=1\"",
        "\"=1\"!\"\"\"'=1\"\"\"",
        "1 = 1!\"1 = 1\"",
      })
  void nothingIsAFormula(String text, String field) {
    assertThat(RejectsCsv.text(text)).isEqualTo(field);
  }
}
