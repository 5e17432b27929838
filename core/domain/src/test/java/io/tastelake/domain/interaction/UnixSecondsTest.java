package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnixSecondsTest {

  private static final double NOON = 1_769_860_800; // 2026-01-31T12:00:00Z

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-31T12:00:00Z|0",
        "2026-01-31t12:00:00z|0",
        "2026-01-31T12:00:00|0",
        "2026-01-31T12:00|0",
        "2026-01-31T12|0",
        "20260131T120000Z|0",
        "20260131T1200|0",
        "20260131T12:00:00Z|0",
        "2026-01-31|-43200",
        "20260131|-43200",
        "2026-01-31T24:00:00Z|43200",
        "2026-01-31T12:00:00+00:00|0",
        "2026-01-31T12:00:00-00:00|0",
        "2026-01-31T12:00:00+05:30|-19800",
        "2026-01-31T12:00:00+0530|-19800",
        "2026-01-31T12:00:00+05|-18000",
        "2026-01-31T12:00:00-05|18000",
        "2026-01-31T12:00:00\u22120530|19800",
        "2026-01-31T12:00:00+00:00:01|-1",
        "2026-01-31T12:00:00+23:59:59|-86399",
        "2026-01-31T12:00:00.5Z|0.5",
        "2026-01-31T12:00:00,5Z|0.5",
        "2026-01-31T12:00:00.123456Z|0.123456",
        "2026-01-31T12:00:00.5000000000000000000000000000000000000000000000000000000001Z|0.5",
        "2026-01-31T12:00.5Z|30",
        "2026-01-31T12,5|1800",
        "2026-02-01T00:00:00+12|0",
      })
  void calendarDatesOfIso8601AreRead(String text, double after) {
    assertThat(UnixSeconds.ofIso8601(text)).contains(NOON + after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-W05-6|week date",
        "2026W056|week date",
        "2026-W05-6T12:00:00Z|week date",
        "2026-031|ordinal date",
        "2026031|ordinal date",
        "2026-02-30|no such date",
        "2026-13-01|no such date",
        "2026-02-31T00:00:00Z|no such date",
        "20260230|no such date",
        "2026-01-31T25:00:00Z|no such time",
        "2026-01-31T24:00:01Z|no such time",
        "2026-01-31T12:60:00Z|no such time",
        "2026-01-31T12:59:60Z|leap second",
        "2026-01-31T12:00:00+24:00|no such offset",
        "2026-01-31T12:00:00+05:60|no such offset",
        "2026-01-31T12:00:00+05:30:60|no such offset",
        "9999-12-31T00:00:00Z|out of range",
        "-4000-01-01|out of range",
        "+9999999999-01-01|out of range",
        "2026-01|no such text",
        "2026|no such text",
        "yesterday|no such text",
        "2026-01-31 12:00:00|no such text",
        "2026-01-31T|time of day",
        "2026-01-31T12:00:00 Z|time of day",
        "2026-01-31T1:00|time of day",
        "2026-01-31T12:00:00.|time of day",
        "2026-01-31T12:00:00+5|time of day",
        "\u0662026-01-31|no such text",
      })
  void whatIsNoneSaysWhatItIs(String text, String problem) {
    assertThat(UnixSeconds.ofIso8601(text)).isEmpty();
    assertThat(UnixSeconds.problemOfIso8601(text)).contains(problem);
  }

  @Test
  void boundsAreInclusive() {
    assertThat(UnixSeconds.ofIso8601("2080-11-28T06:13:20Z")).contains(3_500_000_000.0);
    assertThat(UnixSeconds.ofIso8601("2080-11-28T06:13:20.001Z")).isEmpty();
    assertThat(UnixSeconds.ofIso8601("-0500-01-01T00:00:00Z")).isPresent();
  }

  @Test
  void longFractionsCostLittle() {
    String fraction = "1".repeat(5_000_000);
    assertThat(UnixSeconds.ofIso8601("2026-01-31T12:00:00." + fraction + "Z"))
        .hasValueSatisfying(seconds -> assertThat(seconds).isEqualTo(NOON + 1 / 9.0));
  }

  @Test
  void numbersOutOfRangeSaySoAndWhatTheyLookLike() {
    assertThat(UnixSeconds.problemOfNumber("1714979289000")).contains("milliseconds");
    assertThat(UnixSeconds.problemOfNumber("1e300")).isEqualTo("it is out of range");
    assertThat(UnixSeconds.problemOfNumber("1e400")).contains("not a finite number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20231114", "19700101", "21001231"})
  void eightDigitsOfADateAreAmbiguous(String text) {
    assertThat(UnixSeconds.isAmbiguous(text)).isTrue();
    assertThat(UnixSeconds.ofNumber(text)).isEmpty();
    assertThat(UnixSeconds.problemOfNumber(text)).contains("a date or Unix seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20231314", "20230230", "964982703", "18991231", "2023111", "1.0e7"})
  void otherNumbersAreNot(String text) {
    assertThat(UnixSeconds.isAmbiguous(text)).isFalse();
    assertThat(UnixSeconds.ofNumber(text)).contains(Double.valueOf(text));
  }
}
