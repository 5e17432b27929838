package io.tastelake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @Test
  void helpNamesTheJobs() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("compact", "dump");
  }

  @Test
  void helpOfAJobNamesItsOptions() {
    assertThat(run("compact", "--help")).isZero();
    assertThat(out.toString()).contains("--lake", "--rounds", "--every", "--rows-per-file");
  }

  @Test
  void anUnknownJobIsRefusedWithTheList() {
    assertThat(run("compost", "--lake", "file:/nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("compost").contains("The jobs are compact, dump, ");
  }

  @Test
  void noJobIsRefusedWithTheList() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("No job is named.").contains("The jobs are compact");
  }

  @Test
  void aMissingOptionIsRefused() {
    assertThat(run("compact")).isEqualTo(2);
    assertThat(err.toString()).contains("--lake");
  }

  @Test
  void anUnknownOptionIsRefused() {
    assertThat(run("compact", "--lake", "file:/nowhere", "--quickly")).isEqualTo(2);
    assertThat(err.toString()).contains("--quickly");
  }
}
