package io.tastelake.e2e.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The TCP sockets that processes listen on, as Linux tells; elsewhere none are known. */
final class ListeningSockets {

  private static final Path PROCESSES = Path.of("/proc");
  private static final String LISTENS = "0A";

  /** Of IPv4, of IPv6, and of IPv4 as IPv6 has it, as the tables write them. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

  private ListeningSockets() {}

  /**
   * Their ports, each with whether it is on the loopback interface alone.
   *
   * @param processes whose network namespace is this process's
   */
  static SortedMap<Integer, Boolean> of(Collection<ProcessHandle> processes) throws IOException {
    Set<String> inodes = new HashSet<>();
    for (ProcessHandle process : processes) {
      inodes.addAll(sockets(PROCESSES.resolve(process.pid() + "/fd")));
    }
    SortedMap<Integer, Boolean> ports = new TreeMap<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = PROCESSES.resolve("self/net").resolve(table);
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(row -> row[3].equals(LISTENS) && inodes.contains(row[9]))
            .map(row -> row[1].split(":"))
            .forEach(
                address ->
                    ports.merge(
                        Integer.parseInt(address[1], 16),
                        LOOPBACK.contains(address[0]),
                        Boolean::logicalAnd));
      }
    }
    return ports;
  }

  private static Set<String> sockets(Path open) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(open)) {
      descriptors
          .map(ListeningSockets::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.substring(8, target.length() - 1))
          .forEach(inodes::add);
    } catch (NoSuchFileException | UncheckedIOException e) {
      return inodes; // the process ended meanwhile
    }
    return inodes;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }
}
