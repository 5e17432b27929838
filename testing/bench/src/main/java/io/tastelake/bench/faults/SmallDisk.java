package io.tastelake.bench.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of a few gigabytes, in memory, that can be filled; mounting one takes root. */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 1 << 20;

  /** Less than a page is never free. */
  private static final int PAGE = 4 << 10;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one at {@code folder}, which is created.
   *
   * @throws IOException if this user may not, with what the system says
   */
  static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run(
        List.of(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "mode=700,size=" + mebibytes + "m",
            "tmpfs",
            folder.toString()));
    return new SmallDisk(folder);
  }

  /** Leaves no page free. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    for (int size = BLOCK; size >= PAGE; size /= 2) {
      fillBy(block, size);
    }
  }

  private void fillBy(byte[] block, int size) {
    try (OutputStream filler = Files.newOutputStream(folder.resolve("filler-" + size))) {
      while (true) {
        filler.write(block, 0, size);
      }
    } catch (IOException full) {
      // that is what it is for
    }
  }

  /** Gives back what {@link #fill} took. */
  void free() throws IOException {
    for (int size = BLOCK; size >= PAGE; size /= 2) {
      Files.deleteIfExists(folder.resolve("filler-" + size));
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said.strip());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run(List.of("umount", "--lazy", folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while unmounting " + folder, e);
    }
  }
}
