package io.tastelake.bench.subject;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The script {@code tastelake} of the build that this class is from. */
public final class Launcher {

  private final Path script;

  private Launcher(Path script) {
    this.script = script;
  }

  /** The launcher, unless this class runs from somewhere else than the build's folders. */
  public static Optional<Launcher> find() {
    try {
      Path folder =
          Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      while (folder != null && !Files.isExecutable(folder.resolve("tastelake"))) {
        folder = folder.getParent();
      }
      return Optional.ofNullable(folder).map(root -> new Launcher(root.resolve("tastelake")));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The folder of the build. */
  public Path root() {
    return script.toAbsolutePath().getParent();
  }

  /** Starts {@code ./tastelake} with {@code arguments}; its errors go to {@code log}. */
  public Process start(Path log, String... arguments) throws IOException {
    return prepare(log, arguments).start();
  }

  /** As {@link #start}, to be told more before it starts. */
  public ProcessBuilder prepare(Path log, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /**
   * Runs a batch job to its end.
   *
   * @param said gets each line that it prints
   * @return whether it ended well
   */
  public boolean job(Path log, Consumer<String> said, String... arguments)
      throws IOException, InterruptedException {
    Process job =
        start(log, Stream.concat(Stream.of("job"), Stream.of(arguments)).toArray(String[]::new));
    try (Stream<String> lines = job.inputReader(StandardCharsets.UTF_8).lines()) {
      lines.forEach(said);
    }
    return job.waitFor() == 0;
  }
}
