package io.tastelake.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jupyter runs code for whoever gets in. */
class JupyterTest {

  @TempDir private Path folder;

  @Test
  void itListensOnLoopbackAndAsksForATokenThatNobodySees() throws IOException {
    List<String> command = Jupyter.serving("/usr/bin/jupyter-notebook", folder);
    assertThat(command).contains("--ip=127.0.0.1").noneMatch(part -> part.contains("token"));
    Map<String, String> environment = Jupyter.guarded(folder, "a-token");
    assertThat(environment)
        .containsEntry("JUPYTER_TOKEN", "a-token")
        .containsEntry("JUPYTER_NO_CONFIG", "1");
    assertThat(String.join(" ", command)).doesNotContain("a-token");
    assertThat(Path.of(environment.get("JUPYTER_CONFIG_DIR"))).isEmptyDirectory();
  }
}
