package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static Query of(String name, String value) {
    return new Query(Map.of(name, List.of(value)));
  }

  @Test
  void listsAreRepeatedOrIndexed() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("f[10]", List.of("d"));
    parameters.put("f[2]", List.of("c"));
    parameters.put("f", List.of("a", "", "b"));
    parameters.put("g[0]", List.of("x"));
    assertThat(new Query(parameters).list("f")).containsExactly("a", "b", "c", "d");
  }

  @ParameterizedTest
  @CsvSource({"True, true", "true, true", "1, true", "False, false", "false, false", "0, false"})
  void flagsHaveThreeSpellings(String text, boolean flag) {
    assertThat(of("f", text).flag("f")).hasValue(flag);
  }

  @Test
  void anEmptyValueIsAbsent() {
    Query query = of("f", "");
    assertThat(query.flag("f")).isEmpty();
    assertThat(query.text("f")).isEmpty();
    assertThat(query.unixSeconds("f")).isEmpty();
    assertThat(query.amount("f", 64, 100)).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource({"1.5E9, 1500000000", "-2, -2", "+1e1, 10", "1., 1"})
  void numbersMayHaveExponents(String text, double number) {
    assertThat(of("f", text).unixSeconds("f")).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20231114", "19700101"})
  void aDateIsNoMomentOf1970(String text) {
    assertThatThrownBy(() -> of("f", text).unixSeconds("f"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("may be a date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "NaN", "Infinity", "1e999", "0x1", "1d", " "})
  void otherTextIsNoNumber(String text) {
    assertThatThrownBy(() -> of("f", text).unixSeconds("f"))
        .isInstanceOf(ApiException.class)
        .hasMessage("The query parameter f must be a number.");
    assertThatThrownBy(() -> of("f", text).amount("f", 1, 2)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> of("f", text).flag("f")).isInstanceOf(ApiException.class);
  }
}
