package io.tastelake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokersTest {

  @TempDir private Path folder;

  @Test
  void clientsGetWhatTheFileSays() throws IOException {
    Brokers brokers =
        Brokers.at("a:1,b:2")
            .securedBy(file("security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512 \n"));
    assertThat(brokers.settings(Map.of("acks", "all")))
        .isEqualTo(
            Map.of(
                "acks", "all",
                "bootstrap.servers", "a:1,b:2",
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512"));
    assertThat(brokers.properties())
        .isEqualTo(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512"));
    assertThat(brokers).hasToString("a:1,b:2");
  }

  @Test
  void whatIsNoSecurityIsRefused() throws IOException {
    for (String setting :
        new String[] {"acks=0", "bootstrap.servers=c:3", "sasl.mechansim=PLAIN", "ssl.x=y"}) {
      Path file = file("security.protocol=SSL\n" + setting + "\n");
      assertThatThrownBy(() -> Brokers.at("a:1").securedBy(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(setting.substring(0, setting.indexOf('=')))
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> Brokers.at("a:1").securedBy(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(none.toString())
        .hasMessageContaining(Brokers.CONFIG_FILE);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("kafka.properties"), text);
  }
}
