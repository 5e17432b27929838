package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tastelake.domain.interaction.Unicode;
import java.nio.charset.StandardCharsets;

/** How this API reads and writes JSON: strictly RFC 8259, within limits. */
public final class Json {

  /** How deep a body may nest. */
  public static final int DEEPEST = 64;

  /** Characters of the longest string. */
  public static final int MAX_STRING_LENGTH = 256 * 1024;

  public static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // a table of names that all parsers share breaks on names that collide
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(MAX_STRING_LENGTH)
                  .maxNameLength(1024)
                  .maxNumberLength(256)
                  .build())
          .build();

  public static final ObjectMapper MAPPER =
      new ObjectMapper(FACTORY).disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private Json() {}

  /** {@code text} with every half of a surrogate pair replaced, so that UTF-8 can spell it. */
  public static String spelled(String text) {
    return Unicode.spellable(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
