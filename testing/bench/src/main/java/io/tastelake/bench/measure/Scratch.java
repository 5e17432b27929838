package io.tastelake.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder and what runs in it. When it is closed, or this process is told to stop, all
 * that runs is closed, the latest first, and the folder is deleted.
 */
public final class Scratch implements AutoCloseable {

  private final Path folder;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** A new folder where the system keeps temporary files. */
  public static Scratch create(String name) throws IOException {
    Scratch scratch = new Scratch(Files.createTempDirectory("tastelake-" + name));
    Runtime.getRuntime().addShutdownHook(new Thread(scratch::close, "clean up"));
    return scratch;
  }

  public Path folder() {
    return folder;
  }

  /** Closes {@code part} in the end. */
  public synchronized <T extends AutoCloseable> T closeLater(T part) {
    running.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    running.forEach(Scratch::close);
    try {
      delete();
    } catch (IOException e) {
      throw new UncheckedIOException("Something of " + folder + " could not be deleted", e);
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("Closing " + part + " failed: " + e);
    }
  }

  private void delete() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
