package io.tastelake.contracts.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What survives a power loss, on a local disk. */
public final class StableStorage {

  private StableStorage() {}

  /** Returns when the contents of a file, or the names in a folder, are on stable storage. */
  public static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
