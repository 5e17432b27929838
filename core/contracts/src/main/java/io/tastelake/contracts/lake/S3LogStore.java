package io.tastelake.contracts.lake;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes Delta's log on S3 so that of several processes that commit the same version exactly one
 * succeeds: by a {@link ConditionalPut}. Delta's own store looks and then puts, under a lock that
 * other processes do not see.
 *
 * <p>Every writer must use it: {@link LogStores} registers it.
 */
public final class S3LogStore extends HadoopFileSystemLogStore {

  public S3LogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    byte[] content = content(actions);
    FileSystem files = path.getFileSystem(configuration);
    if (overwrite) {
      replace(files, path, content);
    } else {
      ConditionalPut.create(files, path, ConditionalPut.Content.of(content));
    }
  }

  /** Delta's own stores list the whole log, of some hundred thousand objects, for each commit. */
  @Override
  public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return S3Listing.isPossible(files, path.getParent())
        ? S3Listing.from(files, path)
        : super.listFrom(path, configuration);
  }

  /** An object is seen whole or not at all. */
  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
    return false;
  }

  private static void replace(FileSystem files, Path path, byte[] content) throws IOException {
    FSDataOutputStream out = files.create(path, true);
    try {
      out.write(content);
      out.close();
    } catch (IOException | RuntimeException e) {
      out.abort();
      throw e;
    }
  }

  private static byte[] content(Iterator<String> lines) {
    StringBuilder text = new StringBuilder();
    while (lines.hasNext()) {
      text.append(lines.next()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
