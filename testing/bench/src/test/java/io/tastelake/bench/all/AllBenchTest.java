package io.tastelake.bench.all;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.bench.Main;
import io.tastelake.bench.measure.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AllBenchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theSmallestBenchLeavesFiguresThatSayWhereTheyAreFrom() throws Exception {
    String[] command = {"all", "--short", "--only=serializers", "--results=" + folder};

    assertThat(new CommandLine(new Main()).execute(command)).isZero();

    List<String> lines = Files.readAllLines(folder.resolve("serializers.jsonl"));
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      JsonNode figure = JSON.readTree(line);
      assertThat(figure.required("value").doubleValue()).isPositive();
      assertThat(figure.required("machine").textValue()).contains("Java");
      assertThat(figure.required("load_at_start").isNumber()).isTrue();
      assertThat(figure.required("versions").textValue())
          .startsWith("Tastelake 0")
          .contains("Flink 2");
      assertThat(figure.required("commit").textValue()).isNotBlank();
    }
    assertThat(folder.resolve("README.md")).content().contains("| serializers | P7 | Avro ÷ ours");
    assertThat(folder.resolve("ratios.svg")).content().contains("Avro ÷ ours");
  }

  @Test
  void aBenchThatFailsIsReported() throws Exception {
    Planned planned = new Planned("serializers", List.of("--rounds=no"), Duration.ofMinutes(1));

    BenchProcess.Outcome outcome = outcome(planned);

    assertThat(outcome.failure()).startsWith("exit code 2; the last that it said: ");
    JsonNode line = JSON.readTree(FigureLines.of(planned, outcome, Machine.now()).get(0));
    assertThat(line.required("failure").textValue()).isEqualTo(outcome.failure());
    assertThat(line.required("commit").textValue()).isNotBlank();
  }

  @Test
  void aBenchThatHangsIsStopped() throws Exception {
    Planned planned =
        new Planned("serializers", List.of("--rounds=1000000"), Duration.ofSeconds(3));

    assertThat(outcome(planned).failure()).startsWith("stopped after");
  }

  @Test
  void aBenchThatThereIsNotIsNamed() {
    assertThat(new CommandLine(new Main()).execute("all", "--only=serve,nonsense")).isEqualTo(2);
  }

  private BenchProcess.Outcome outcome(Planned planned) throws Exception {
    return new BenchProcess(planned, folder.resolve("errors"), new ArrayList<>()::add).run();
  }
}
