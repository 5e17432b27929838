package io.tastelake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What others wrote into files and their names gives no orders to the operator's terminal. */
final class ForeignTextTest {

  private static final String TITLE = "\u001b]0;title\u0007";
  private static final String SPELLED_OUT = "\\u001b]0;title\\u0007";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "show")
  private static final class Show extends Job {

    @Override
    protected Optional<String> notedAs() {
      return Optional.empty();
    }

    @Override
    protected Function<SparkSession, Summary> work() {
      return spark -> {
        report("left out: a" + TITLE + "\nb");
        print("{\"c\":\"\u009b2J\"}");
        return Summary.of("show");
      };
    }
  }

  @Test
  void reportsAndRowsSpellItOut() throws IOException {
    Show job = new Show();
    new CommandLine(job).setOut(new PrintWriter(out));
    try (Progress shown = Progress.lines(new PrintWriter(err), Clock.systemUTC())) {
      job.ready().run(null, shown);
    }
    assertThat(err.toString().lines()).containsExactly("left out: a" + SPELLED_OUT + "\\u000ab");
    assertThat(out.toString().strip()).isEqualTo("{\"c\":\"\\u009b2J\"}");
  }

  private String failure(Path input) {
    String[] arguments = {
      "import",
      "--verbose",
      "--input=" + input,
      "--database=AAAAAAAAAAAAAAAAAAAAAA",
      "--lake=" + folder.resolve("lake").toUri(),
      "--store=jdbc:none",
      "--bootstrap-servers=none:1"
    };
    int exit = Main.commandLine().setErr(new PrintWriter(err)).execute(arguments);
    assertThat(exit).as(err.toString()).isOne();
    return err.toString();
  }

  @Test
  void failuresSpellItOutWithTheirCausesToo() throws IOException {
    String header = "user_id,\u009b2Jitem" + TITLE + "\n";
    assertThat(failure(Files.writeString(folder.resolve("a.csv"), header)))
        .contains("Caused by", "\\u009b2Jitem" + SPELLED_OUT)
        .doesNotContain("\u001b", "\u009b");
  }

  @Test
  void namesOfFilesAreSpelledOut() throws IOException {
    assertThat(failure(Files.createFile(folder.resolve("a" + TITLE + "\nb"))))
        .contains("a" + SPELLED_OUT + "\\u000ab cannot be imported")
        .doesNotContain("\u001b");
  }
}
