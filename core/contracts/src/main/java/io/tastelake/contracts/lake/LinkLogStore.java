package io.tastelake.contracts.lake;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;

/**
 * Writes Delta's log on a local disk so that of several processes that commit the same version
 * exactly one succeeds: the finished file gets its name by a hard link, which fails if the name is
 * taken. Delta's own stores look and then rename, so the later of two replaces the earlier's
 * commit. A commit is on stable storage before it is visible.
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
