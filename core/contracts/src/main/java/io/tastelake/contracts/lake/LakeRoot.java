package io.tastelake.contracts.lake;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Which file systems may hold a lake: those on which of two processes that commit the same version
 * exactly one succeeds. Elsewhere the later commit replaces the earlier one, and its events are
 * lost although they were acknowledged.
 */
public final class LakeRoot {

  /** Local disks commit by a hard link ({@link LinkLogStore}), HDFS by a rename of the NameNode. */
  private static final Set<String> ATOMIC = Set.of("file", "hdfs");

  private LakeRoot() {}

  /**
   * The lake's root, if commits there are atomic.
   *
   * @param root a URI; without a scheme it lies on Hadoop's default file system
   * @throws IllegalArgumentException if they are not; says why and what to do
   */
  public static URI requireAtomicCommits(URI root) {
    return root.getScheme() == null ? requireAtomicCommits(root, new Configuration()) : known(root);
  }

  /**
   * The same where {@code configuration} names the default file system.
   *
   * @throws IllegalArgumentException if commits are not atomic; says why and what to do
   */
  public static URI requireAtomicCommits(URI root, Configuration configuration) {
    known(root.getScheme() == null ? FileSystem.getDefaultUri(configuration) : root);
    return root;
  }

  /** Names the scheme alone: the rest of a URI may hold credentials. */
  private static URI known(URI root) {
    String scheme = root.getScheme().toLowerCase(Locale.ROOT);
    if (!ATOMIC.contains(scheme)) {
      throw new IllegalArgumentException(
          "A lake on '%s:' is refused: commits there are not known to be atomic, so one of two"
                  .formatted(scheme)
              + " writers can replace the other's commit and acknowledged events are lost; put the"
              + " lake on a local disk (file:) or on HDFS (hdfs:).");
    }
    return root;
  }
}
