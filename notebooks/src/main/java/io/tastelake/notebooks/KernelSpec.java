package io.tastelake.notebooks;

import com.google.gson.GsonBuilder;
import io.tastelake.notebooks.kernel.JavaKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tells Jupyter how to start the kernel: with this Java and this class path. */
final class KernelSpec {

  static final String NAME = "tastelake-java";

  private KernelSpec() {}

  /**
   * Writes it below {@code folder}, which is then a place for {@code JUPYTER_PATH}.
   *
   * @param environment more variables for the kernel
   */
  static void write(Path folder, Map<String, String> environment) throws IOException {
    Path kernel = Files.createDirectories(folder.resolve("kernels").resolve(NAME));
    Map<String, Object> spec =
        Map.of(
            "argv", command(),
            "display_name", "Java (Tastelake)",
            "language", "java",
            "interrupt_mode", "message",
            "env", environment);
    Files.writeString(
        kernel.resolve("kernel.json"), new GsonBuilder().setPrettyPrinting().create().toJson(spec));
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-Djava.awt.headless=true",
        "-Duser.language=en",
        "-Dspark.log.level=ERROR",
        "-Dspark.sql.shuffle.partitions=2",
        "-cp",
        System.getProperty("java.class.path"),
        JavaKernel.class.getName(),
        "{connection_file}");
  }
}
