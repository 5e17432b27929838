package io.tastelake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every schedule under {@code deploy} calls jobs that there are, by the one main class. */
final class DeployTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crontab | \\$SPARK (\\S+) | 2",
        "airflow/tastelake_nightly.py | job\\(\"([^\"]+)\" | 2"
      })
  void schedulesNameJobsThatThereAre(String file, String call, int expected) throws IOException {
    Path deploy = Path.of(System.getProperty("tastelake.root"), "deploy");
    String text = Files.readString(deploy.resolve(file));
    assertThat(text).contains(Main.class.getName()).contains(delta());
    assertThat(text).as("a UTF-8 locale").contains("LC_ALL").contains("C.UTF-8");
    Set<String> jobs = Main.commandLine().getSubcommands().keySet();
    Matcher called = Pattern.compile(call).matcher(text);
    int calls = 0;
    for (; called.find(); calls++) {
      assertThat(jobs).contains(called.group(1));
    }
    assertThat(calls).isEqualTo(expected);
  }

  @Test
  void theDistributionStartsTheSameJobs() throws IOException {
    Path script = Path.of(System.getProperty("tastelake.root"), "dist/src/bin/batch");
    assertThat(Files.readString(script)).contains(Main.class.getName(), delta(), "LC_ALL=C.UTF-8");
  }

  /** Spark comes without it, and the job's jar does, too. */
  private static String delta() throws IOException {
    String build = Files.readString(Path.of(System.getProperty("tastelake.root"), "pom.xml"));
    Matcher version = Pattern.compile("<delta.version>(.*)</delta.version>").matcher(build);
    assertThat(version.find()).isTrue();
    return "io.delta:delta-spark_4.1_2.13:" + version.group(1);
  }
}
