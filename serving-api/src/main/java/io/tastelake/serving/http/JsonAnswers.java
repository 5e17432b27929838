package io.tastelake.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.tastelake.serving.http.RequestContext.Members;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.http.QuotedQualityCSV;

/**
 * Answers in JSON, written out as they are made. A generator is closed only after success: closing
 * would complete a broken answer.
 */
final class JsonAnswers {

  /** One JSON value a line. */
  static final String LINES = "application/x-ndjson";

  private static final String NEWLINE = "\n";

  private JsonAnswers() {}

  /** Whether a header {@code Accept}, which may be missing, prefers lines to all else. */
  static boolean prefersLines(String accept) {
    QuotedQualityCSV types = new QuotedQualityCSV();
    if (accept != null) {
      types.addValue(accept);
    }
    return types.getValues().stream().findFirst().filter(LINES::equalsIgnoreCase).isPresent();
  }

  /** Writes one value. */
  @SuppressWarnings("resource")
  static void write(Members value, OutputStream stream) throws IOException {
    JsonGenerator json = Json.FACTORY.createGenerator(stream);
    value.write(json);
    json.close();
  }

  /** Writes each value that {@code lines} writes as a line. */
  @SuppressWarnings("resource")
  static void writeLines(Members lines, OutputStream stream) throws IOException {
    JsonGenerator json = Json.FACTORY.createGenerator(stream);
    json.setPrettyPrinter(new MinimalPrettyPrinter(NEWLINE));
    lines.write(json);
    json.writeRaw(NEWLINE);
    json.close();
  }
}
