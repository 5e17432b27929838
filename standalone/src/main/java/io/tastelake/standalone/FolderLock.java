package io.tastelake.standalone;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One process per data folder. The lock dies with its process, however that ends. */
public final class FolderLock implements AutoCloseable {

  private final FileChannel channel;
  private final Path pidFile;

  private FolderLock(FileChannel channel, Path pidFile) {
    this.channel = channel;
    this.pidFile = pidFile;
  }

  /**
   * Takes the folder for this process.
   *
   * @throws StandaloneException if another has it; names that one
   */
  public static FolderLock take(DataFolder folder) {
    try {
      FileChannel channel = FileChannel.open(folder.lockFile(), CREATE, WRITE);
      if (!locked(channel)) {
        throw taken(folder);
      }
      PrivateFolder.close(folder.lockFile());
      PrivateFile.write(folder.pidFile(), ProcessHandle.current().pid() + "\n");
      return new FolderLock(channel, folder.pidFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that has the folder, if any. */
  public static Optional<ProcessHandle> holder(DataFolder folder) {
    if (!Files.exists(folder.lockFile()) || !Files.exists(folder.pidFile())) {
      return Optional.empty();
    }
    try {
      String pid = Files.readString(folder.pidFile()).strip();
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
      return process.isPresent() && free(folder) ? Optional.empty() : process;
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether nobody holds the lock, whatever the pid file says: pids are used again. */
  private static boolean free(DataFolder folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.lockFile(), WRITE)) {
      return locked(channel);
    }
  }

  // A channel that is refused inside this process stays open on purpose: POSIX drops all locks of a
  // process on a file as soon as it closes any descriptor of that file.
  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static StandaloneException taken(DataFolder folder) {
    String by = holder(folder).map(process -> " by process " + process.pid()).orElse("");
    return new StandaloneException(
        "The data folder " + folder + " is in use" + by + ".",
        "Only one standalone can run on a folder.",
        "Stop that one (./tastelake stop --data "
            + folder
            + "), or pass another folder with --data.");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(pidFile);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
