package io.tastelake.serving.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tastelake.domain.identity.IdType;
import io.tastelake.serving.http.Json;
import java.io.IOException;
import java.io.StringWriter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonIdTest {

  private static IdTypes types(String type) {
    IdType parsed = IdType.parse(type);
    return new IdTypes(parsed, parsed, parsed);
  }

  private static JsonId read(String json) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      parser.nextToken();
      return JsonId.read(parser);
    }
  }

  private static String written(String type, String canonical) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      JsonId.write(json, IdType.parse(type), canonical);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "int8; -128; -128",
        "int8; \"0127\"; 127",
        "uint8; 255; 255",
        "int16; 1e3; 1000",
        "uint32; 4.294967295E9; 4294967295",
        "int64; -9223372036854775808; -9223372036854775808",
        "uint64; \"18446744073709551615\"; 18446744073709551615",
        "uint64; 12.50e1; 125",
        "uuid; \"ABCDEF01-2345-6789-abcd-EF0123456789\"; \"abcdef01-2345-6789-abcd-ef0123456789\"",
        "hex4; \"aB1\"; \"AB1\"",
        "urlsafe8; \"a.B_-9\"; \"a.B_-9\"",
        "bytes3; \"+/8=\"; \"-_8\"",
        "bytes3; \"-_8\"; \"-_8\"",
        "text8; \"a@b c/d%\"; \"a@b c/d%\""
      })
  void everyTypeHasItsSpellings(String type, String given, String returned) throws IOException {
    assertThat(written(type, types(type).user(read(given)).value())).isEqualTo(returned);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "int8; 128",
        "uint8; -1",
        "uint8; 256",
        "int16; 1.5",
        "int64; 1e999999999",
        "int64; 9223372036854775808",
        "int32; \"\"",
        "int32; \"1e3\"",
        "uuid; \"abcdef0123456789abcdef0123456789\"",
        "hex4; \"12345\"",
        "hex4; 12",
        "hex4; \"xyz\"",
        "urlsafe8; 5",
        "urlsafe8; \"a b\"",
        "urlsafe8; \"\"",
        "bytes2; \"AAAA\"",
        "bytes11; \"user_000043\"",
        "text8; 5",
        "text8; \"~me\"",
        "bytes2; \"*\""
      })
  void anythingElseIsWrong(String type, String given) {
    assertThatThrownBy(() -> types(type).session(read(given)))
        .isInstanceOfSatisfying(
            WrongIdException.class,
            e -> assertThat(e.subject()).isEqualTo(WrongIdException.Subject.SESSION));
  }

  @Property
  void anyTextIsAnIdOrWrong(@ForAll String text, @ForAll TypeName type) {
    try {
      String canonical = types(type.name()).item(JsonId.string(text)).value();
      assertThat(types(type.name()).item(canonical).value()).isEqualTo(canonical);
    } catch (WrongIdException e) {
      assertThat(e).hasMessageContaining(type.name());
    }
  }

  /** One type of each family. */
  enum TypeName {
    int8,
    uint64,
    uuid,
    hex16,
    urlsafe64,
    bytes12
  }

  @Example
  void otherTokensAreNoIds() throws IOException {
    for (String json : new String[] {"true", "null", "[]", "{}"}) {
      assertThat(read(json)).isNull();
    }
  }

  @Example
  void anIdOfAnotherTypeIsNoBrokenNumber() throws IOException {
    for (String id : new String[] {"", "abc", "01", "1,2", "-", "1e9", "{"}) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
        JsonId.write(json, IdType.parse("int64"), id);
      }
      assertThat(text).hasToString("\"" + id + "\"");
    }
  }
}
