package io.tastelake.notebooks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Jupyter's programs, as they are installed here. */
final class Jupyter {

  private static final String SERVE = "jupyter-notebook";
  private static final String CONVERT = "jupyter-nbconvert";

  private final Path kernels;

  /**
   * @param kernels where {@link KernelSpec} wrote
   */
  Jupyter(Path kernels) {
    this.kernels = kernels;
  }

  /** Whether notebooks can be executed. */
  static boolean executes() {
    return found(CONVERT).isPresent();
  }

  private static Optional<Path> found(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Serves {@code notebooks} until it is stopped.
   *
   * @return Jupyter's exit code
   */
  int serve(Path notebooks) throws IOException, InterruptedException {
    return run(List.of(installed(SERVE), "--notebook-dir=" + notebooks));
  }

  /**
   * Runs all cells of notebooks; copies with what they showed go to {@code output}.
   *
   * @return 0 if no cell failed
   */
  int execute(List<Path> notebooks, Path output) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            Arrays.asList(
                installed(CONVERT),
                "--to=notebook",
                "--execute",
                "--ExecutePreprocessor.timeout=600",
                "--ExecutePreprocessor.record_timing=False",
                "--ExecutePreprocessor.kernel_name=" + KernelSpec.NAME,
                "--output-dir=" + output));
    notebooks.forEach(notebook -> command.add(notebook.toString()));
    return run(command);
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder jupyter = new ProcessBuilder(command).inheritIO();
    jupyter.environment().put("JUPYTER_PATH", kernels.toString());
    Process process = jupyter.start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  private static String installed(String program) {
    return found(program)
        .map(Path::toString)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s is not installed. Debian, Ubuntu: apt-get install -y --no-install-recommends %s jupyter-client"
                        .formatted(program, program)));
  }
}
