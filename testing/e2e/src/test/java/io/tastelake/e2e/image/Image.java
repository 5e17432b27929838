package io.tastelake.e2e.image;

import io.tastelake.e2e.kit.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An image that {@code image.sh} built, and what runs in it. */
record Image(Path work, String stage) {

  static final Path SCRIPT = Path.of("src", "test", "image", "image.sh").toAbsolutePath();
  private static final Duration BUILD = Duration.ofMinutes(40);
  private static final Duration RUN = Duration.ofMinutes(3);

  /** Builds all of them below {@code work}. */
  static void build(Path work) {
    try (Child build =
        Child.start(
            "build", work, List.of(SCRIPT.toString(), "build", work.toString()), Map.of())) {
      if (build.exit(BUILD) != 0) {
        throw new AssertionError("The images were not built:\n" + build.all());
      }
    }
  }

  /**
   * Starts a program in it, as its user.
   *
   * @param mounts folders of this machine, {@code FROM:TO}, to read
   */
  Child start(String name, List<String> mounts, String... command) {
    List<String> call = new ArrayList<>(List.of(SCRIPT.toString(), "run", work.toString(), stage));
    mounts.forEach(mount -> call.addAll(List.of("--mount", mount)));
    call.add("--");
    call.addAll(List.of(command));
    return Child.start(name, work, call, Map.of());
  }

  /** Runs a program to its end. */
  Ended run(List<String> mounts, String... command) {
    try (Child child = start("run-" + System.nanoTime(), mounts, command)) {
      int status = child.exit(RUN);
      return new Ended(status, child.all());
    }
  }

  /** How a program ended, and what it printed, errors included. */
  record Ended(int status, String text) {}
}
