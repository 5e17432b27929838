package io.tastelake.bench.serve;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The script {@code tastelake} of the build that this class is from. */
final class Launcher {

  private final Path script;

  private Launcher(Path script) {
    this.script = script;
  }

  /** The launcher, unless this class runs from somewhere else than the build's folders. */
  static Optional<Launcher> find() {
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

  /** Starts {@code ./tastelake} with {@code arguments}; its errors go to {@code log}. */
  Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
