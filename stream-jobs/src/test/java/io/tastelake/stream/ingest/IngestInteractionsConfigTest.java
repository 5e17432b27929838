package io.tastelake.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.log.Brokers;
import io.tastelake.log.LogMismatchException;
import io.tastelake.stream.engine.EngineConfig;
import io.tastelake.stream.ingest.IngestInteractionsConfig.End;
import io.tastelake.stream.lake.RollPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class IngestInteractionsConfigTest {

  @Command(name = "ingest-interactions")
  private static final class Probe {
    @Mixin private final IngestInteractionsOptions options = new IngestInteractionsOptions();
  }

  @Test
  void defaults() {
    assertThat(parse("--bootstrap-servers", "localhost:9092", "--lake", "data/lake"))
        .isEqualTo(
            IngestInteractionsConfig.of(Brokers.at("localhost:9092"), URI.create("data/lake")));
  }

  @Test
  void mapsEveryOption() {
    assertThat(
            parse(
                "--bootstrap-servers=a:1,b:2",
                "--lake=hdfs://names/lake",
                "--checkpoint-interval=PT0.5S",
                "--checkpoint-directory=s3://bucket/flink",
                "--parallelism=4",
                "--roll-rows=10",
                "--roll-bytes=20",
                "--end=at-latest"))
        .isEqualTo(
            new IngestInteractionsConfig(
                Brokers.at("a:1,b:2"),
                URI.create("hdfs://names/lake"),
                EngineConfig.every(Duration.ofMillis(500))
                    .withCheckpointDirectory(URI.create("s3://bucket/flink"))
                    .withParallelism(4),
                new RollPolicy(10, 20),
                End.AT_LATEST));
  }

  @Test
  void helpSucceedsAndNamesTheOptions() {
    Outcome outcome = run("--help");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.output()).contains("--bootstrap-servers", "--lake", "--end");
  }

  @Test
  void whatIsUnknownMissingOrOutOfRangeIsAUsageError() {
    for (String wrong :
        new String[] {"--unknown=1", "--parallelism=0", "--roll-rows=0", "--end=tomorrow"}) {
      Outcome outcome = run("--bootstrap-servers=a:1", "--lake=data/lake", wrong);
      assertThat(outcome.status()).as(wrong).isEqualTo(2);
      assertThat(outcome.output()).as(wrong).contains("Usage: ingest-interactions");
    }
    assertThat(run().status()).isEqualTo(2);
  }

  @Test
  void aLakeWithoutAtomicCommitsIsAUsageErrorThatSaysWhy() {
    Outcome outcome = run("--bootstrap-servers=a:1", "--lake=oss://bucket/lake");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.output()).startsWith("A lake on 'oss:' is refused: ");
  }

  @Test
  void aRefusedStartFailsWithTheReasonAndNoStackTrace() throws Exception {
    StringWriter output = new StringWriter();
    CommandLine command = IngestInteractionsJob.commandLine();
    command.setErr(new PrintWriter(output, true));
    int status =
        command
            .getExecutionExceptionHandler()
            .handleExecutionException(new LogMismatchException("no topic"), command, null);
    assertThat(status).isEqualTo(1);
    assertThat(output.toString()).isEqualToIgnoringNewLines("no topic");
  }

  @Test
  void refusesCheckpointsWithoutPause() {
    assertThatThrownBy(() -> EngineConfig.every(Duration.ofMillis(1)))
        .hasMessageContaining("too short");
  }

  private static IngestInteractionsConfig parse(String... arguments) {
    Probe probe = new Probe();
    new CommandLine(probe).parseArgs(arguments);
    return probe.options.config();
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(String... arguments) {
    StringWriter output = new StringWriter();
    CommandLine command = IngestInteractionsJob.commandLine();
    command.setOut(new PrintWriter(output, true)).setErr(new PrintWriter(output, true));
    return new Outcome(command.execute(arguments), output.toString());
  }
}
