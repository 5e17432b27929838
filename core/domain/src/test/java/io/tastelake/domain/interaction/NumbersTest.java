package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text means a number, and how it is spelled. */
class NumbersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "19.90",
        "0.5",
        "9223372036854775807",
        "-9223372036854775808",
        "1234567890123456.7"
      })
  void textWithoutTypesMeansANumberThatIsKeptAsItIs(String text) {
    assertThat(Numbers.isPlain(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "007",
        "+1",
        "7E5",
        "1.",
        ".5",
        "1,5",
        "9223372036854775808",
        "12345678901234567890",
        "1234567890123456.78"
      })
  void whatAnArticleNumberOrAPhoneNumberMayBeIsText(String text) {
    assertThat(Numbers.isPlain(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1.50, 1.50",
    "-0, -0",
    "1e2, 1e2",
    "+1, 1",
    "007, 7",
    "1., 1",
    "00.5, 0.5",
  })
  void aNumberIsSpelledAsJsonSpellsItAndAsGivenIfThatIsSo(String text, String json) {
    assertThat(Numbers.json(text)).contains(json);
    assertThat(Numbers.finite(text)).contains(Double.valueOf(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "NaN", "Infinity", "1e400", "0x10", "1e", "1d", " 1"})
  void whatIsNoFiniteNumberIsNone(String text) {
    assertThat(Numbers.json(text)).isEmpty();
    assertThat(Numbers.finite(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.5e1, 15",
    "1e3, 1000",
    "20, 20",
    "100.00, 100",
    "1.50, 1.50",
    "-0.0, 0",
    "1e40, 10000000000000000000000000000000000000000",
    "1e41, 1e41",
    "1e999999999, 1e999999999",
    "1e99999999999, 1e99999999999",
    "Infinity, Infinity"
  })
  void whatIsWholeAndShortIsSpelledAsAnInteger(String number, String text) {
    assertThat(Numbers.integerText(number)).isEqualTo(text);
  }

  @Test
  void ofManyDigitsANumberStaysAsItIs() {
    String forty = "9".repeat(40);
    assertThat(Numbers.integerText(forty + "e0")).isEqualTo(forty);
    assertThat(Numbers.integerText("1" + forty + "e0")).isEqualTo("1" + forty + "e0");
    assertThat(Numbers.integerText("1.0e-40")).isEqualTo("1.0e-40");
  }
}
