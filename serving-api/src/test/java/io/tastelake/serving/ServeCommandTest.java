package io.tastelake.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.log.Brokers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ServeCommandTest {

  private static final String REFUSED = "A lake on 'oss:' is refused: ";

  @Test
  void aLakeWithoutAtomicCommitsIsAUsageErrorThatSaysWhy() {
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new ServeCommand())
            .setErr(new PrintWriter(err, true))
            .execute(
                "--bootstrap-servers=nowhere:1",
                "--lake=oss://bucket/lake",
                "--store=jdbc:none",
                "--store-user=nobody");
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).startsWith(REFUSED);
  }

  @Test
  void noInstanceStartsWithoutThatCheck() {
    URI lake = URI.create("oss://bucket/lake");
    assertThatThrownBy(
            () ->
                ServingApi.start(
                    ServingConfig.defaults(
                        Brokers.at("nowhere:1"), lake, "jdbc:none", "nobody", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(REFUSED);
  }
}
