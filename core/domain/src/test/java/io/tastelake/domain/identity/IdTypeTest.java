package io.tastelake.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdTypeTest {

  @Provide
  Arbitrary<IdType> types() {
    Arbitrary<String> integers =
        Arbitraries.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64");
    Arbitrary<String> sized =
        Arbitraries.of("hex", "urlsafe", "bytes", "text")
            .flatMap(form -> Arbitraries.integers().between(1, 64).map(size -> form + size));
    return Arbitraries.oneOf(integers, sized, Arbitraries.just("uuid")).map(IdType::parse);
  }

  @Property
  void typesAreWrittenAsTheyAreRead(@ForAll("types") IdType type) {
    assertThat(IdType.parse(type.toString())).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "int",
        "int7",
        "int128",
        "uint",
        "hex",
        "hex0",
        "hex65",
        "hex064",
        "urlsafe65",
        "bytes0",
        "bytes100",
        "text",
        "text0",
        "text65",
        "UUID",
        "uuid128",
        " uuid",
        "string",
        "int8 ",
        "hex-1",
        "hex1\n"
      })
  void refusesOtherTypes(String name) {
    assertThatThrownBy(() -> IdType.parse(name))
        .isInstanceOf(InvalidIdException.class)
        .hasMessageContaining("use int8");
  }

  @ParameterizedTest
  @CsvSource({
    "int8, -128, 127",
    "int16, -32768, 32767",
    "int32, -2147483648, 2147483647",
    "int64, -9223372036854775808, 9223372036854775807",
    "uint8, 0, 255",
    "uint16, 0, 65535",
    "uint32, 0, 4294967295",
    "uint64, 0, 18446744073709551615"
  })
  void integersHaveBounds(String name, String lowest, String highest) {
    IdType type = IdType.parse(name);
    assertThat(type.numeric()).isTrue();
    assertThat(type.canonical(lowest)).isEqualTo(lowest);
    assertThat(type.canonical(highest)).isEqualTo(highest);
    assertRefused(type, new BigInteger(lowest).subtract(BigInteger.ONE));
    assertRefused(type, new BigInteger(highest).add(BigInteger.ONE));
  }

  @ParameterizedTest
  @CsvSource({
    "int8, 007, 7",
    "int64, -0, 0",
    "int32, -0042, -42",
    "uint64, 00018446744073709551615, 18446744073709551615",
    "uint8, -0, 0",
    "uuid, 0F8FAD5B-D9CB-469F-A165-70867728950E, 0f8fad5b-d9cb-469f-a165-70867728950e",
    "uuid, 0f8fad5b-d9cb-469f-a165-70867728950e, 0f8fad5b-d9cb-469f-a165-70867728950e",
    "hex4, bEeF, BEEF",
    "hex64, a, A",
    "urlsafe20, aZ0._-, aZ0._-",
    "bytes1, QQ==, QQ",
    "bytes1, QQ, QQ",
    "bytes2, +/8=, -_8",
    "bytes2, -_8, -_8",
    "bytes3, ab+/, ab-_",
    "text64, a b/c@d%e.f, a b/c@d%e.f",
    "text4, ünïé, ünïé",
    "text1, 😀, 😀",
    "text4, ' a ', ' a '",
    "text3, ~ME, ~ME",
    "text3, ..., ...",
    "text3, \uE000, \uE000"
  })
  void twoSpellingsOfOneIdAreOneId(String name, String spelled, String canonical) {
    assertThat(IdType.parse(name).canonical(spelled)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "int8, ''",
    "int8, +1",
    "int8, 1.0",
    "int8, 1e2",
    "int8, ' 1'",
    "int8, '1 '",
    "int8, ١",
    "int64, --1",
    "int64, 00000000000000000000000000000000000000001",
    "uint8, -1",
    "uuid, 0f8fad5bd9cb469fa16570867728950e",
    "uuid, 0f8fad5b-d9cb-469f-a165-70867728950",
    "uuid, 0f8fad5b-d9cb-469f-a165-70867728950g",
    "uuid, ''",
    "hex4, ''",
    "hex4, 12345",
    "hex4, 12G",
    "hex4, ' 12'",
    "urlsafe4, ''",
    "urlsafe4, abcde",
    "urlsafe4, a/b",
    "urlsafe4, a b",
    "urlsafe4, ü",
    "bytes2, ''",
    "bytes2, =",
    "bytes2, ==",
    "bytes2, A",
    "bytes2, QUJD",
    "bytes2, 'Q Q'",
    "bytes2, Q*",
    "bytes2, Q=Q",
    "bytes2, QQ=",
    "bytes2, QUE==",
    "bytes2, QQ===",
    "bytes3, QUJD=",
    "bytes3, QUJD====",
    "bytes1, QR",
    "bytes1, QR==",
    "bytes2, QUF",
    "bytes2, QUF=",
    "bytes3, a+_b",
    "bytes11, user_000043",
    "text4, ''",
    "text4, abcde",
    "text1, 😀😀",
    "text4, ~me",
    "text4, *",
    "text4, .",
    "text4, ..",
    "text4, 'a\u0000'",
    "text4, 'a\u200Bb'",
    "text4, 'a\u2028'",
    "text4, 'a\u2029'",
    "text4, 'a\u0378'",
    "text4, '\uFFFF'",
    "text4, '\uD800'"
  })
  void refusesWhatIsNoIdOfTheType(String name, String text) {
    assertThatThrownBy(() -> IdType.parse(name).canonical(text))
        .isInstanceOf(InvalidIdException.class)
        .hasMessageContaining("'" + text + "' is not of type " + name + ": ");
  }

  @Test
  void textIsTakenInOneNormalFormAlone() {
    IdType type = IdType.parse("text64");
    assertThat(type.canonical("é")).isEqualTo("é");
    assertThatThrownBy(() -> type.canonical("e\u0301"))
        .isInstanceOf(InvalidIdException.class)
        .hasMessageContaining("NFC");
    assertThatThrownBy(() -> type.canonical("\u212B")).hasMessageContaining("NFC");
  }

  /** Two inputs are one id only where the contract says so: by case, padding, alphabet or zeros. */
  @Property
  void differentInputsNeverMeetUnlessTheContractSaysSo(
      @ForAll("types") IdType type,
      @ForAll("spellings") String one,
      @ForAll("spellings") String other) {
    String first = canonicalOrNull(type, one);
    String second = canonicalOrNull(type, other);
    if (first != null && first.equals(second)) {
      assertThat(folded(type, one)).isEqualTo(folded(type, other));
    }
  }

  @Provide
  Arbitrary<String> spellings() {
    return Arbitraries.strings().withChars("aAbB01/+_-=.").ofMinLength(1).ofMaxLength(4);
  }

  private static String canonicalOrNull(IdType type, String text) {
    try {
      return type.canonical(text);
    } catch (InvalidIdException e) {
      return null;
    }
  }

  private static String folded(IdType type, String text) {
    return switch (type.form()) {
      case INT, UINT -> new BigInteger(text).toString();
      case UUID, HEX -> text.toLowerCase(Locale.ROOT);
      case URLSAFE, TEXT -> text;
      case BYTES -> text.replace("=", "").replace('+', '-').replace('/', '_');
    };
  }

  @Test
  void aRefusalShowsNoMoreThanTheStartOfALongText() {
    assertThatThrownBy(() -> IdType.URLSAFE64.canonical("x".repeat(1_000_000)))
        .hasMessageStartingWith("'" + "x".repeat(80) + "…'")
        .message()
        .hasSizeLessThan(200);
    assertThatThrownBy(() -> IdType.URLSAFE64.canonical("x".repeat(80)))
        .hasMessageStartingWith("'" + "x".repeat(80) + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "int8, an integer of 8 bits with sign",
    "uint16, an integer of 16 bits without sign",
    "uuid, 32 hexadecimal digits in groups of 8-4-4-4-12",
    "hex3, 1 to 3 hexadecimal digits",
    "urlsafe3, '1 to 3 characters of letters, digits'",
    "bytes3, base64 of 1 to 3 bytes",
    "text3, 1 to 3 characters of Unicode in NFC"
  })
  void aRefusalSaysWhatIsTaken(String name, String taken) {
    IdType type = IdType.parse(name);
    assertThatThrownBy(() -> type.canonical("?\n")).hasMessageContaining(taken);
    assertThat(type.numeric()).isEqualTo(name.contains("int"));
  }

  @Property
  void theCanonicalFormIsItsOwn(@ForAll("types") IdType type, @ForAll String text) {
    try {
      String canonical = type.canonical(text);
      assertThat(type.canonical(canonical)).isEqualTo(canonical);
    } catch (InvalidIdException refused) {
      assertThat(refused).hasMessageContaining(type.toString());
    }
  }

  @Property
  void integersRoundTrip(@ForAll @LongRange(min = -128, max = 127) long number) {
    for (String type : List.of("int8", "int16", "int32", "int64")) {
      assertThat(IdType.parse(type).canonical("" + number)).isEqualTo("" + number);
    }
  }

  @Property
  void uuidsRoundTripInEitherCase(@ForAll long high, @ForAll long low) {
    String text = new UUID(high, low).toString();
    assertThat(IdType.UUID.canonical(text)).isEqualTo(text);
    assertThat(IdType.UUID.canonical(text.toUpperCase(Locale.ROOT))).isEqualTo(text);
  }

  @Property
  void allFourSpellingsOfBytesAreOne(@ForAll @Size(min = 1, max = 64) byte[] bytes) {
    IdType type = IdType.parse("bytes64");
    String canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(type.canonical(canonical)).isEqualTo(canonical);
    assertThat(type.canonical(Base64.getUrlEncoder().encodeToString(bytes))).isEqualTo(canonical);
    assertThat(type.canonical(Base64.getEncoder().encodeToString(bytes))).isEqualTo(canonical);
    assertThat(type.canonical(Base64.getEncoder().withoutPadding().encodeToString(bytes)))
        .isEqualTo(canonical);
  }

  private static void assertRefused(IdType type, BigInteger number) {
    assertThatThrownBy(() -> type.canonical(number.toString()))
        .isInstanceOf(InvalidIdException.class);
  }
}
