package io.tastelake.serving.interaction.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.serving.http.Json;
import io.tastelake.serving.http.Timestamps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowReaderTest {

  private static final ObjectMapper PLAIN = new ObjectMapper();

  /** As bodies are read: what is no UTF-8 is refused. */
  private static Reader strictUtf8(byte[] json) {
    return new InputStreamReader(
        new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
  }

  private static Row read(byte[] json, Timestamps timestamps) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(strictUtf8(json))) {
      parser.nextToken();
      Row row = RowReader.read(parser, timestamps);
      assertThat(parser.nextToken()).as("the reader stops at the last brace").isNull();
      return row;
    }
  }

  /** Any JSON at all is a row or a row with a problem, and is read exactly to its end. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void anyObjectIsReadToItsEnd(@ForAll("objects") String json) throws IOException {
    for (Timestamps timestamps : Timestamps.values()) {
      Row row = read(json.getBytes(StandardCharsets.UTF_8), timestamps);
      boolean sound = row.problem() == null;
      if (sound && row.properties() != null) {
        JsonNode given = PLAIN.readTree(json).path("properties");
        assertThat(PLAIN.readTree(row.properties())).isEqualTo(given);
      }
      if (!sound) {
        assertThat(row.problem().message()).startsWith("The field ").endsWith(".");
      }
    }
  }

  /** Damaged JSON fails as malformed, never otherwise. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void damageIsMalformedAtWorst(
      @ForAll("objects") String json, @ForAll byte octet, @ForAll int place) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    bytes[Math.floorMod(place, bytes.length)] = octet;
    try (JsonParser parser = Json.FACTORY.createParser(strictUtf8(bytes))) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Row row = RowReader.read(parser, Timestamps.UNIX_SECONDS);
        assertThat(row).isNotNull();
      }
    } catch (JsonProcessingException | CharacterCodingException e) {
      assertThat(e).hasMessageNotContaining("tastelake");
    }
  }

  @Provide
  Arbitrary<String> objects() {
    Arbitrary<String> names =
        Arbitraries.of(
            "interaction_id",
            "user_id",
            "item_id",
            "interaction_type",
            "timestamp",
            "properties",
            "more");
    Arbitrary<String> fields =
        Combinators.combine(names, values(2)).as((name, value) -> '"' + name + "\":" + value);
    return fields.list().ofMaxSize(8).uniqueElements(RowReaderTest::name).map(f -> object(f));
  }

  private static String name(String field) {
    return field.substring(0, field.indexOf(':'));
  }

  private static String object(List<String> fields) {
    return "{" + String.join(",", fields) + "}";
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> scalars =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "false", "0", "-0.0", "1e400", "1.50E+3", "\"2024\""),
            Arbitraries.of("\"2024-05-06T07:08:09Z\"", "\"\\ud83d\"", "\"\\ud83d\\ude00\""),
            Arbitraries.doubles().map(String::valueOf),
            Arbitraries.strings().ofMaxLength(70).map(RowReaderTest::quoted));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<String> inner = values(depth - 1);
    Arbitrary<String> members =
        Combinators.combine(Arbitraries.strings().alpha().ofMaxLength(3), inner)
            .as((name, value) -> '"' + name + "\":" + value);
    return Arbitraries.oneOf(
        scalars,
        inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
        members.list().ofMaxSize(3).uniqueElements(RowReaderTest::name).map(f -> object(f)));
  }

  private static String quoted(String text) {
    return PLAIN.getNodeFactory().textNode(Json.spelled(text)).toString();
  }

  @Example
  void timestampsKeepTheirMicroseconds() {
    assertThat(Timestamps.iso8601(1704103200.123)).isEqualTo("2024-01-01T10:00:00.123Z");
    assertThat(Timestamps.iso8601(-0.5)).isEqualTo("1969-12-31T23:59:59.500Z");
    assertThat(Timestamps.iso8601(0.9999999)).isEqualTo("1970-01-01T00:00:01Z");
  }
}
