package io.tastelake.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.log.LogRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs as text, and as JSON on request, with the id of the request that a line is of. */
class LogFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORMAT = "tastelake.log.format";
  private static final String FOLDER = "tastelake.logs";

  @TempDir private Path folder;

  @Test
  void filesOfAStandaloneAreTextOrJson() throws Exception {
    URI config = LogFiles.class.getResource("/log4j2-files.xml").toURI();
    assertThat(fileLine(config, "text")).contains(" request r-1: Two \"words\"");
    JsonNode said = JSON.readTree(fileLine(config, "json"));
    assertThat(said.path("message").asText()).isEqualTo("Two \"words\"");
    assertThat(said.findPath(LogRecords.REQUEST).asText()).isEqualTo("r-1");
  }

  private String fileLine(URI config, String format) throws IOException {
    Path logs = Files.createDirectory(folder.resolve(format));
    with(
        Map.of(FORMAT, format, FOLDER, logs.toString()),
        () -> {
          LoggerContext context = new LoggerContext(format, null, config);
          context.start();
          say(context);
          context.stop();
        });
    return Files.readString(logs.resolve("tastelake.log")).strip();
  }

  @Test
  void aClustersApiSpeaksTextOrJson() throws IOException {
    URI config =
        Path.of(System.getProperty("tastelake.root"), "dist", "src", "conf", "log4j2.properties")
            .toUri();
    assertThat(errorLine(config, "text")).contains(" request r-1: Two \"words\"");
    JsonNode said = JSON.readTree(errorLine(config, "json"));
    assertThat(said.path("message").asText()).isEqualTo("Two \"words\"");
    assertThat(said.findPath(LogRecords.REQUEST).asText()).isEqualTo("r-1");
  }

  private static String errorLine(URI config, String format) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      with(
          Map.of(FORMAT, format),
          () -> {
            LoggerContext context = new LoggerContext(format, null, config);
            context.start();
            say(context);
            context.stop();
          });
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8).strip();
  }

  private static void say(LoggerContext context) {
    ThreadContext.put(LogRecords.REQUEST, "r-1");
    try {
      context.getLogger("io.tastelake.Test").info("Two \"words\"");
    } finally {
      ThreadContext.remove(LogRecords.REQUEST);
    }
  }

  private static void with(Map<String, String> properties, Runnable work) {
    properties.forEach(System::setProperty);
    try {
      work.run();
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }
}
