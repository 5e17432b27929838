package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreOptionsTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(StoreOptions.PASSWORD_VARIABLE, "of the environment");

  @TempDir Path folder;

  @Test
  void theFileOutranksTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "of the file\n");
    assertThat(StoreOptions.password(file, ENVIRONMENT)).contains("of the file");
  }

  @Test
  void withoutAFileTheEnvironmentHasThePassword() {
    assertThat(StoreOptions.password(null, ENVIRONMENT)).contains("of the environment");
    assertThat(StoreOptions.password(null, Map.of())).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> StoreOptions.password(missing, ENVIRONMENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--store-password-file cannot be read: %s. Name a file that holds the password, or set"
                + " TASTELAKE_STORE_PASSWORD.",
            missing);
  }
}
