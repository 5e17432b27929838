package io.tastelake.contracts.lake;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * Writes Delta's log on a local disk so that of several processes that commit the same version
 * exactly one succeeds: the finished file gets its name by a hard link, which fails if the name is
 * taken. Delta's own stores look and then rename, so the later of two replaces the earlier's
 * commit. A commit is on stable storage before it is visible.
 *
 * <p>Each commit lists the log from its last checkpoint on. The log holds some hundred thousand
 * files of before; Delta's own stores ask for the status of each, at 50 µs.
 *
 * <p>Every writer must use it: {@link LogStores} registers it.
 */
public final class LinkLogStore extends HadoopFileSystemLogStore {

  public LinkLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(
      org.apache.hadoop.fs.Path path,
      Iterator<String> actions,
      Boolean overwrite,
      Configuration configuration)
      throws IOException {
    Path target = Paths.get(path.toUri().getPath());
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      writeDurably(temporary, actions);
      if (overwrite) {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.createLink(target, temporary);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
    StableStorage.force(target.getParent());
  }

  /** In order of their names; whoever stops early asks for the status of no more. */
  @Override
  public Iterator<FileStatus> listFrom(org.apache.hadoop.fs.Path path, Configuration configuration)
      throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return namesFrom(path).stream()
        .flatMap(name -> status(files, new org.apache.hadoop.fs.Path(path.getParent(), name)))
        .iterator();
  }

  private static List<String> namesFrom(org.apache.hadoop.fs.Path path) throws IOException {
    Path folder = Paths.get(path.getParent().toUri().getPath());
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (name.compareTo(path.getName()) >= 0) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(folder + " does not exist.");
      missing.initCause(e);
      throw missing;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  /** Nothing of a file that was removed since it was listed. */
  private static Stream<FileStatus> status(FileSystem files, org.apache.hadoop.fs.Path file) {
    try {
      return Stream.of(files.getFileStatus(file));
    } catch (FileNotFoundException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Boolean isPartialWriteVisible(
      org.apache.hadoop.fs.Path path, Configuration configuration) {
    return true;
  }

  private static void writeDurably(Path file, Iterator<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    while (lines.hasNext()) {
      text.append(lines.next()).append('\n');
    }
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    StableStorage.force(file);
  }
}
