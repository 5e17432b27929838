package io.tastelake.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs; what they say goes to a log file. */
final class PostgresPrograms {

  private static final int ROOT = 0;

  private final Path bin;
  private final Path log;
  private final List<String> prefix;

  private PostgresPrograms(Path bin, Path log, List<String> prefix) {
    this.bin = bin;
    this.log = log;
    this.prefix = prefix;
  }

  /**
   * The programs in {@code folder}, unpacked if they are not there yet.
   *
   * @throws StandaloneException if this user may not run them
   */
  static PostgresPrograms in(Path folder) throws IOException {
    Path programs = folder.resolve("programs");
    PostgresBinaries.unpack(programs);
    Path log = folder.resolve("programs.log");
    Files.writeString(log, "");
    return new PostgresPrograms(programs.resolve("bin"), log, prefix(log));
  }

  /**
   * Runs a program to its end.
   *
   * @throws IOException if it fails; says what it said
   */
  void run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    Files.writeString(log, "");
    int exit = exitCode(command, log);
    if (exit != 0) {
      throw new IOException(
          program + " failed with exit code " + exit + ": " + Files.readString(log).strip());
    }
  }

  // PostgreSQL refuses to run as root; in a user namespace of its own root is somebody else.
  private static List<String> prefix(Path ownFile) throws IOException {
    if (!Files.getAttribute(ownFile, "unix:uid").equals(ROOT)) {
      return List.of();
    }
    List<String> unshare = List.of("unshare", "-U");
    List<String> attempt = new ArrayList<>(unshare);
    attempt.add("true");
    if (exitCode(attempt, ownFile) != 0) {
      throw new StandaloneException(
          "PostgreSQL cannot be started.",
          "It refuses to run as root, and this machine does not allow user namespaces (unshare -U).",
          "Run Tastelake as another user (for example: su -c './tastelake up --data DIR' USER),"
              + " or allow user namespaces (in Docker: --security-opt seccomp=unconfined).");
    }
    return unshare;
  }

  private static int exitCode(List<String> command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command + " did not exit within 5 minutes.");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while running " + command, e);
    } catch (IOException e) {
      if (command.get(0).equals("unshare")) {
        return Integer.MAX_VALUE; // there is no such program
      }
      throw e;
    }
  }
}
