package io.tastelake.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.store.StoreOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class StoreArgumentsTest {

  private static final String URL = "jdbc:postgresql://somewhere/tastelake";

  @TempDir Path folder;

  private final StringWriter told = new StringWriter();

  @Command(name = "serve")
  private static final class Serve {

    @Mixin private final StoreArguments store;

    Serve(Map<String, String> environment) {
      this.store = new StoreArguments(environment);
    }
  }

  private StorePool.Settings settings(Map<String, String> environment, String... arguments) {
    Serve serve = new Serve(environment);
    var unused = new CommandLine(serve).setErr(new PrintWriter(told, true)).parseArgs(arguments);
    return serve.store.settings();
  }

  @Test
  void optionsNameTheStoreAndAFileHoldsThePassword() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    StorePool.Settings settings =
        settings(
            Map.of(),
            "--store=" + URL,
            "--store-user=somebody",
            "--store-password-file=" + password);
    assertThat(settings).isEqualTo(StorePool.Settings.of(URL, "somebody", "secret"));
    assertThat(told.toString()).isEmpty();
  }

  @Test
  void theEnvironmentCountsWhereNoOptionIsGiven() {
    Map<String, String> environment =
        Map.of(
            "TASTELAKE_STORE", URL,
            "TASTELAKE_STORE_USER", "somebody",
            "TASTELAKE_STORE_PASSWORD", "secret");
    assertThat(settings(environment)).isEqualTo(StorePool.Settings.of(URL, "somebody", "secret"));
    assertThat(settings(environment, "--store=other", "--store-user=else"))
        .isEqualTo(StorePool.Settings.of("other", "else", "secret"));
    assertThat(told.toString()).isEmpty();
  }

  @Test
  void oldOptionsCountAndSayWhatTheyAreCalledNow() {
    assertThat(settings(Map.of(), "--jdbc-url=" + URL, "--jdbc-user=somebody"))
        .isEqualTo(StorePool.Settings.of(URL, "somebody", ""));
    assertThat(told.toString().lines())
        .containsExactly(
            "--jdbc-url is called --store now.", "--jdbc-user is called --store-user now.");
  }

  @Test
  void oldVariablesCountAndSayWhatTheyAreCalledNow() {
    Map<String, String> environment =
        Map.of(
            "TASTELAKE_JDBC_URL", URL,
            "TASTELAKE_JDBC_USER", "somebody",
            "TASTELAKE_JDBC_PASSWORD", "secret");
    assertThat(settings(environment)).isEqualTo(StorePool.Settings.of(URL, "somebody", "secret"));
    assertThat(told.toString().lines())
        .containsExactly(
            "TASTELAKE_JDBC_URL is called TASTELAKE_STORE now.",
            "TASTELAKE_JDBC_USER is called TASTELAKE_STORE_USER now.",
            "TASTELAKE_JDBC_PASSWORD is called TASTELAKE_STORE_PASSWORD now.");
  }

  @Test
  void newNamesOutrankOldOnes() {
    Map<String, String> environment =
        Map.of("TASTELAKE_STORE_USER", "new", "TASTELAKE_JDBC_USER", "old");
    assertThat(settings(environment, "--store=" + URL, "--jdbc-url=old"))
        .isEqualTo(StorePool.Settings.of(URL, "new", ""));
  }

  @Test
  void withoutAUserItIsTastelake() {
    assertThat(settings(Map.of(), "--store=" + URL).user()).isEqualTo(StoreOptions.DEFAULT_USER);
  }

  @Test
  void aStoreThatNothingNamesIsAUsageError() {
    assertThatThrownBy(() -> settings(Map.of()))
        .isInstanceOf(ParameterException.class)
        .hasMessage("Missing required option: '--store=JDBC-URL'");
  }

  @Test
  void aPasswordFileThatCannotBeReadIsAUsageError() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(
            () -> settings(Map.of(), "--store=" + URL, "--store-password-file=" + missing))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void helpShowsTheNewNamesAlone() {
    assertThat(new CommandLine(new Serve(Map.of())).getUsageMessage())
        .contains("--store=", "--store-user", "--store-password-file")
        .doesNotContain("jdbc-url", "jdbc-user", "JDBC_");
  }
}
