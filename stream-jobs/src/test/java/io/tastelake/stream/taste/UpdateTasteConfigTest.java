package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.log.Brokers;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.store.StoreAccess;
import io.tastelake.stream.taste.UpdateTasteConfig.StateBackend;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class UpdateTasteConfigTest {

  private static final List<String> REQUIRED =
      List.of(
          "--bootstrap-servers=localhost:9092",
          "--lake=data/lake",
          "--store=jdbc:postgresql://localhost/tastelake");

  private static final Map<String, String> ENVIRONMENT =
      Map.of("TASTELAKE_STORE_PASSWORD", "secret");

  @TempDir private Path folder;

  @Command(name = "update-taste")
  private static final class Probe {
    @Mixin private final UpdateTasteOptions options;

    Probe(Map<String, String> environment) {
      options = new UpdateTasteOptions(environment);
    }
  }

  @Test
  void defaults() {
    assertThat(parse(ENVIRONMENT))
        .isEqualTo(
            UpdateTasteConfig.of(
                Brokers.at("localhost:9092"),
                URI.create("data/lake"),
                new StoreAccess("jdbc:postgresql://localhost/tastelake", "tastelake", "secret")));
  }

  @Test
  void mapsEveryOption() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "from a file\n");
    assertThat(
            parse(
                ENVIRONMENT,
                "--store-user=somebody",
                "--store-password-file=" + password,
                "--parallelism=4",
                "--checkpoint-interval=PT5S",
                "--checkpoint-directory=s3://bucket/flink",
                "--state-backend=hashmap",
                "--flush-interval=PT0.05S",
                "--max-flush-interval=PT2S",
                "--refresh-interval=PT3S"))
        .isEqualTo(
            new UpdateTasteConfig(
                Brokers.at("localhost:9092"),
                URI.create("data/lake"),
                new StoreAccess("jdbc:postgresql://localhost/tastelake", "somebody", "from a file"),
                EngineConfig.every(Duration.ofSeconds(5))
                    .withCheckpointDirectory(URI.create("s3://bucket/flink"))
                    .withParallelism(4),
                StateBackend.HASHMAP,
                new Debounce(Duration.ofMillis(50), Duration.ofSeconds(2)),
                Duration.ofSeconds(3)));
  }

  @Test
  void aLongerFlushIntervalIsTheLongestToo() {
    assertThat(parse(ENVIRONMENT, "--flush-interval=PT5S").debounce())
        .isEqualTo(Debounce.of(Duration.ofSeconds(5)));
  }

  @Test
  void helpSucceedsAndNamesTheOptions() {
    Outcome outcome = run("--help");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.output())
        .contains("--store-password-file", "--state-backend", "--flush-interval");
  }

  @Test
  void whatIsUnknownMissingOrOutOfRangeIsAUsageError() {
    for (String wrong :
        List.of(
            "--unknown=1",
            "--parallelism=0",
            "--state-backend=paper",
            "--flush-interval=PT0S",
            "--max-flush-interval=PT0.05S",
            "--store-password-file=nowhere")) {
      assertThatThrownBy(() -> parse(ENVIRONMENT, wrong))
          .as(wrong)
          .isInstanceOf(ParameterException.class);
    }
    assertThat(run().status()).isEqualTo(2);
  }

  @Test
  void aLakeWithoutAtomicCommitsIsAUsageErrorThatSaysWhy() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret");
    Outcome outcome =
        run(
            "--bootstrap-servers=a:1",
            "--lake=oss://bucket/lake",
            "--store=jdbc:postgresql://localhost/tastelake",
            "--store-password-file=" + password);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.output()).startsWith("A lake on 'oss:' is refused: ");
  }

  @Test
  void aMissingPasswordIsAUsageErrorThatSaysWhereItBelongs() {
    assertThatThrownBy(() -> parse(Map.of()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--store-password-file")
        .hasMessageContaining("TASTELAKE_STORE_PASSWORD");
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(parse(ENVIRONMENT).toString()).doesNotContain("secret");
  }

  private static UpdateTasteConfig parse(Map<String, String> environment, String... more) {
    Probe probe = new Probe(environment);
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(List.of(more));
    new CommandLine(probe).parseArgs(all.toArray(String[]::new));
    return probe.options.config();
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(String... arguments) {
    StringWriter output = new StringWriter();
    CommandLine command = UpdateTasteJob.commandLine();
    command.setOut(new PrintWriter(output, true));
    command.setErr(new PrintWriter(output, true));
    return new Outcome(command.execute(arguments), output.toString());
  }
}
