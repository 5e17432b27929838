package io.tastelake.e2e.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Files that processes have open for writing, as Linux tells; elsewhere none are known. */
final class OpenFiles {

  private static final Path PROCESSES = Path.of("/proc");

  /** Bits of an open file's flags: write only, or read and write. */
  private static final int WRITES = 3;

  private OpenFiles() {}

  /** Files outside {@code folder} that any of the processes may write to. */
  static List<String> outside(Path folder, Collection<ProcessHandle> processes) throws IOException {
    List<String> files = new ArrayList<>();
    for (ProcessHandle process : processes) {
      Path open = PROCESSES.resolve(process.pid() + "/fd");
      if (Files.isReadable(open)) {
        files.addAll(written(open));
      }
    }
    Path output = folder.resolveSibling(folder.getFileName() + ".output");
    return files.stream()
        .filter(file -> !Path.of(file).startsWith(folder) && !Path.of(file).startsWith(output))
        .distinct()
        .toList();
  }

  private static List<String> written(Path open) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(open)) {
      for (Path descriptor : descriptors.toList()) {
        String file = target(descriptor);
        if (Files.isRegularFile(Path.of(file)) && writes(descriptor)) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      return files; // the process ended meanwhile
    }
    return files;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static boolean writes(Path descriptor) {
    Path info = descriptor.resolveSibling("../fdinfo").resolve(descriptor.getFileName());
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("flags:"))
          .anyMatch(line -> (Integer.parseInt(line.substring(6).strip(), 8) & WRITES) != 0);
    } catch (IOException | UncheckedIOException e) {
      return false; // closed meanwhile
    }
  }
}
