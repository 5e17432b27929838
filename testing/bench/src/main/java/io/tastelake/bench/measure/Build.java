package io.tastelake.bench.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What is measured: versions that the build was made with, and the commit of its sources. */
public final class Build {

  private static final String VERSIONS = "versions.txt";

  private Build() {}

  /** Of Tastelake and of what its figures hang on, in one line. */
  public static String versions() {
    try (InputStream file = Build.class.getResourceAsStream(VERSIONS)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(VERSIONS + " cannot be read", e);
    }
  }

  /**
   * The commit that is checked out, with {@code +} if sources differ from it; {@code none} outside
   * of a git folder, where the version has to do.
   */
  public static String commit() {
    return root()
        .flatMap(root -> git(root, "rev-parse", "HEAD").map(hash -> hash + changes(root)))
        .orElse("none");
  }

  private static Optional<Path> root() {
    try {
      Path here = Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return git(here.getParent(), "rev-parse", "--show-toplevel")
          .map(Path::of)
          .filter(root -> Files.isExecutable(root.resolve("tastelake")));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String changes(Path root) {
    String[] sources = {"status", "--porcelain", "--", ".", ":!testing/bench/results", ":!*.md"};
    return git(root, sources).filter(String::isEmpty).isPresent() ? "" : "+";
  }

  private static Optional<String> git(Path root, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    Collections.addAll(command, arguments);
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? Optional.of(said.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
