package io.tastelake.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes of PostgreSQL on one folder. Each folder has programs of its own, so whatever runs
 * one of these belongs to it, also after its parent was killed.
 */
record PostgresProcesses(Path folder) {

  private static final int TIMEOUT_SECONDS = 60;

  Path data() {
    return folder.resolve("data");
  }

  Path bin() {
    return folder.resolve("programs/bin");
  }

  Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  /** The process that serves, or is about to. */
  Optional<ProcessHandle> postmaster() {
    try {
      String pid = Files.readString(pidFile()).lines().findFirst().orElse("");
      return ProcessHandle.of(Long.parseLong(pid.strip())).filter(this::owns);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // there is none, or a kill cut it short
    }
  }

  /** All of them. */
  List<ProcessHandle> all() {
    return ProcessHandle.allProcesses().filter(this::owns).toList();
  }

  /**
   * Kills what is left without a postmaster, which would write beside the next one's processes;
   * then removes the note of it, since the pid may belong to something else by now.
   */
  void endOrphans() throws IOException {
    for (ProcessHandle orphan : all()) {
      orphan.destroyForcibly();
      awaitEnd(orphan);
    }
    Files.deleteIfExists(pidFile());
  }

  private void awaitEnd(ProcessHandle process) throws IOException {
    try {
      // who has no parent that asks for it stays in the list, without a command
      if (owns(process)) {
        process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while process " + process.pid() + " was ending.", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Process " + process.pid() + " of PostgreSQL was exiting.", e);
    }
  }

  private boolean owns(ProcessHandle process) {
    return process.info().command().map(Path::of).filter(this::isOurs).isPresent();
  }

  private boolean isOurs(Path program) {
    try {
      return Files.isDirectory(bin()) && program.startsWith(bin().toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
