package io.tastelake.notebooks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Jupyter's programs, as they are installed here. */
final class Jupyter {

  private static final String SERVE = "jupyter-notebook";
  private static final String LOOPBACK = "127.0.0.1";
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
   * Serves {@code notebooks} until it is stopped: on loopback, and to who has the token of the link
   * that Jupyter prints. Whoever gets in runs code as this user, so what the user's configuration
   * says of either does not count.
   *
   * @return Jupyter's exit code
   */
  int serve(Path notebooks) throws IOException, InterruptedException {
    return run(serving(installed(SERVE), notebooks), guarded(kernels, token()));
  }

  static List<String> serving(String program, Path notebooks) {
    return List.of(program, "--ip=" + LOOPBACK, "--notebook-dir=" + notebooks);
  }

  /** Others of the machine see command lines, but no environment. */
  static Map<String, String> guarded(Path kernels, String token) throws IOException {
    return Map.of(
        "JUPYTER_TOKEN",
        token,
        "JUPYTER_NO_CONFIG",
        "1",
        "JUPYTER_CONFIG_DIR",
        Files.createDirectories(kernels.resolve("config")).toString());
  }

  private static String token() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
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
    return run(command, Map.of());
  }

  private int run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder jupyter = new ProcessBuilder(command).inheritIO();
    jupyter.environment().putAll(environment);
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
