package io.tastelake.contracts.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.cell.Cell.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampFormatTest {

  private static final String SETTING = "--timestamp-format";

  private static double read(String format, String zone, String text) throws WrongRowException {
    return new TimestampFormat(format, zone).reader(SETTING).seconds(Cell.untyped(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|UTC|1714979289|1714979289",
        "-|UTC|2024-05-06T07:08:09Z|1714979289",
        "-|Europe/Berlin|2024-05-06T09:08:09|1714979289",
        "-|Europe/Berlin|2024-05-06T07:08:09Z|1714979289",
        "-|+02:00|2024-05-06|1714946400",
        "epoch-seconds|UTC|20231114|20231114",
        "epoch-millis|UTC|1714979289500|1714979289.5",
        "epoch-millis|UTC|1.714979289E12|1714979289",
        "epoch-micros|UTC|1714979289500000|1714979289.5",
        "yyyyMMdd|UTC|20240506|1714953600",
        "yyyyMMddHHmmss|UTC|20240506070809|1714979289",
        "yyyy-MM-dd HH:mm:ss 'UTC'|UTC|2024-05-06 07:08:09 UTC|1714979289",
        "yyyy-MM-dd HH:mm:ss z|UTC|2024-05-06 07:08:09 UTC|1714979289",
        "yyyy-MM-dd HH:mm:ss.SSS|Europe/Berlin|2024-05-06 09:08:09.250|1714979289.25",
        "dd/MMM/yyyy:HH:mm:ss Z|UTC|06/May/2024:09:08:09 +0200|1714979289",
        "d.M.uuuu|UTC|6.5.2024|1714953600",
      })
  void formatsAreRead(String format, String zone, String text, double seconds) throws Exception {
    assertThat(read(format, zone, text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|20231114|--timestamp-format yyyyMMdd or epoch-seconds",
        "-|20231114223015|--timestamp-format yyyyMMddHHmmss",
        "-|1714979289000|--timestamp-format epoch-millis",
        "-|1714979289000000|--timestamp-format epoch-micros",
        "-|2024-05-06 07:08:09|ISO 8601",
        "-|2024-02-30|no such date",
        "-|1e300|out of range",
        "epoch-millis|2024-05-06|must be epoch-millis",
        "epoch-millis|1e300|must be epoch-millis",
        "yyyy-MM-dd|2024-02-30|must be yyyy-MM-dd",
        "yyyy-MM-dd|9999-01-01|must be yyyy-MM-dd",
        "yyyy-MM-dd|24-01-01|must be yyyy-MM-dd",
      })
  void whatIsDoubtfulIsAskedAbout(String format, String text, String message) {
    assertThatThrownBy(() -> read(format, "UTC", text))
        .isInstanceOf(WrongRowException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(text);
  }

  @Test
  void aNumberIsAskedAboutAsItsTextIs() {
    assertThatThrownBy(
            () ->
                TimestampFormat.DEFAULT.reader(SETTING).seconds(new Cell("20231114", Kind.NUMBER)))
        .hasMessageContaining("epoch-seconds");
  }

  @Test
  void whatIsNoFormatOrZoneIsRefused() {
    assertThatThrownBy(() -> new TimestampFormat("yyyy-MM-dd nonsense", "UTC"))
        .hasMessageContaining("a timestamp format is epoch-seconds");
    assertThatThrownBy(() -> new TimestampFormat(null, "Middle/Earth"))
        .hasMessageContaining("there is no time zone 'Middle/Earth'");
  }
}
