package io.tastelake.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "INVALID",
        "int",
        "int7",
        "uint128",
        "float",
        "float16",
        "unicode0",
        "unicode1025",
        "unicode99999",
        "hex",
        "hex65",
        "text64",
        "Bool"
      })
  void whatIsNoTypeIsNone(String name) {
    assertThat(PropertyType.parse(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "int8, -128, -129",
    "int8, 127, 128",
    "uint8, 255, 256",
    "uint8, 0, -1",
    "int16, 1e2, 1.5",
    "uint64, 18446744073709551615, 18446744073709551616",
    "int64, -9223372036854775808, 1e400",
    "int32, 2.0, 0.1",
    "int8, 2.000000000000000000000, 2.000000000000000000001",
    "float32, 3e38, 4e38",
    "float64, 1e308, 1e309",
    "float64, -0.001, 1e999999999"
  })
  void numbersAreInRange(String name, String right, String wrong) {
    PropertyType type = PropertyType.parse(name).orElseThrow();
    assertThat(type.holds(new BigDecimal(right))).isTrue();
    assertThat(type.holds(new BigDecimal(wrong))).isFalse();
    assertThat(type.canonical("1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "int8, true, false",
    "uint64, true, false",
    "float32, true, false",
    "bool, false, false",
    "unicode, false, true",
    "unicode3, false, true",
    "uuid, false, true",
    "hex4, false, true"
  })
  void aTypeIsOfNumbersOrOfTextsOrNeither(String name, boolean numeric, boolean textual) {
    PropertyType type = PropertyType.parse(name).orElseThrow();
    assertThat(type.numeric()).isEqualTo(numeric);
    assertThat(type.textual()).isEqualTo(textual);
  }

  @Test
  void aTextMayBeLimitedToAsMuchAsAnyTextMayBe() {
    assertThat(PropertyType.parse("unicode1024")).isPresent();
    assertThat(PropertyType.parse("unicode").orElseThrow().size()).isEqualTo(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"price", "größe", "Best before", "a.b-c_d", "user_id", "1st", "_"})
  void propertiesHaveNamesOfPeople(String name) {
    assertThat(Property.isName(name, EntryKind.ITEM)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "-a", " a", "a\n", "item_id"})
  void whatFiltersOrIdsMeanOtherwiseIsNoName(String name) {
    assertThat(Property.isName(name, EntryKind.ITEM)).isFalse();
  }

  @Test
  void namesHaveALimitAndLeaveEachKindItsOwnId() {
    assertThat(Property.isName("x".repeat(64), EntryKind.USER)).isTrue();
    assertThat(Property.isName("x".repeat(65), EntryKind.USER)).isFalse();
    assertThat(Property.isName("user_id", EntryKind.USER)).isFalse();
    assertThat(Property.isName("item_id", EntryKind.USER)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "unicode, any thing, any thing",
    "unicode3, äöü, äöü",
    "unicode3, four,",
    "uuid, 7D0D6B2E-3C1F-4C83-9A9E-0F6F3EC8A001, 7d0d6b2e-3c1f-4c83-9a9e-0f6f3ec8a001",
    "uuid, lamp,",
    "hex4, ab, AB",
    "hex4, abcde,"
  })
  void textsHaveOneSpelling(String name, String text, String canonical) {
    PropertyType type = PropertyType.parse(name).orElseThrow();
    assertThat(type.canonical(text).orElse(null)).isEqualTo(canonical);
    assertThat(type.holds(BigDecimal.ONE)).isFalse();
  }
}
