package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessFileTest {

  @TempDir private Path root;

  @Test
  void isForItsOwnerAloneAndSaysWhatClientsNeed() throws Exception {
    DataFolder folder = DataFolder.create(root);
    Access access =
        Access.fresh()
            .at(
                URI.create("http://127.0.0.1:1"),
                URI.create("http://127.0.0.1:2"),
                "127.0.0.1:3",
                URI.create("http://127.0.0.1:4/metrics"))
            .with(new Access.Demo("AAAAAAAAAAAAAAAAAAAAAA", "shop", "key", "manager"));
    new AccessFile(folder).write(Access.fresh());
    new AccessFile(folder).write(access);

    JsonNode json = new ObjectMapper().readTree(folder.accessFile().toFile());
    assertThat(json.at("/api").textValue()).isEqualTo("http://127.0.0.1:1");
    assertThat(json.at("/flink").textValue()).isEqualTo("http://127.0.0.1:2");
    assertThat(json.at("/kafka").textValue()).isEqualTo("127.0.0.1:3");
    assertThat(json.at("/metrics").textValue()).isEqualTo("http://127.0.0.1:4/metrics");
    assertThat(new ObjectMapper().readTree(folder.rootLogin().toFile()))
        .isEqualTo(json.get("root"));
    assertThat(json.at("/root/email").textValue()).contains("@");
    assertThat(json.at("/root/password").textValue()).hasSize(24);
    assertThat(json.at("/demo/db_id").textValue()).hasSize(22);
    assertThat(json.at("/demo/service_name").textValue()).isEqualTo("shop");
    assertThat(json.at("/demo/key").textValue()).isEqualTo("key");
    assertThat(json.at("/demo/role").textValue()).isEqualTo("manager");
    assertThat(new AccessFile(folder).read()).contains(access);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.accessFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesWhatItCannotReadAndSaysWhatToDo() throws Exception {
    DataFolder folder = DataFolder.create(root);
    Files.writeString(folder.accessFile(), "{\"root\": ");
    assertThatThrownBy(() -> new AccessFile(folder).read())
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("access.json")
        .hasMessageContaining("another data folder");
  }
}
