package io.tastelake.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.interaction.InteractionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version that was ever written stays readable. A new one is a file {@code
 * interaction-event-vN.avsc} in {@code src/main/avro}, which replaces the older, with a frozen copy
 * beside this test and its events in {@link GoldenEvents} and {@code events-vN.txt}; the codec
 * learns the older one.
 */
final class EventSchemaTest {

  private static final List<Integer> VERSIONS = List.of(1);
  private static final int NEWEST = VERSIONS.get(VERSIONS.size() - 1);

  static List<Integer> versions() {
    return VERSIONS;
  }

  @Test
  void theSchemaIsTheNewestFrozenOne() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly(schemaFile(NEWEST));
    }
    String current =
        Files.readString(Path.of("src/main/avro", schemaFile(NEWEST)), StandardCharsets.UTF_8);
    assertThat(parse(current))
        .as("a change of the schema is a new version: see this test's description")
        .isEqualTo(parse(resource(schemaFile(NEWEST))));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theNewestReadsEveryVersion(int version) throws IOException {
    Schema newest = parse(resource(schemaFile(NEWEST)));
    Schema writer = parse(resource(schemaFile(version)));
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(newest, writer).getType())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theCodecReadsTheBytesOfEveryVersion(int version) throws Exception {
    Map<String, InteractionEvent> events = GoldenEvents.of(version);
    List<String> lines = golden(version);
    assertThat(lines).hasSameSizeAs(events.keySet());
    for (String line : lines) {
      String[] nameAndBytes = line.split(" ", 2);
      assertThat(new EventCodec().decode(HexFormat.of().parseHex(nameAndBytes[1])))
          .as(nameAndBytes[0])
          .isEqualTo(events.get(nameAndBytes[0]));
    }
  }

  @Test
  void theCodecWritesTheBytesOfTheNewestVersion() throws IOException {
    Stream<String> written =
        GoldenEvents.of(NEWEST).entrySet().stream()
            .map(
                event ->
                    event.getKey()
                        + " "
                        + HexFormat.of().formatHex(new EventCodec().encode(event.getValue())));
    assertThat(written).containsExactlyElementsOf(golden(NEWEST));
  }

  private static List<String> golden(int version) throws IOException {
    return resource("events-v" + version + ".txt").lines().toList();
  }

  private static String schemaFile(int version) {
    return "interaction-event-v" + version + ".avsc";
  }

  private static Schema parse(String schema) {
    return new Schema.Parser().parse(schema);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = EventSchemaTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
