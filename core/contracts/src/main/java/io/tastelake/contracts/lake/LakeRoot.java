package io.tastelake.contracts.lake;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Which file systems may hold a lake: those on which of two processes that commit the same version
 * exactly one succeeds. Elsewhere the later commit replaces the earlier one, and its events are
 * lost although they were acknowledged.
 */
public final class LakeRoot {

  /** Where a file system makes commits atomic by itself, or a store must be asked. */
  private enum Atomicity {
    KNOWN,
    PROBED
  }

  /**
   * Local disks commit by a hard link ({@link LinkLogStore}), HDFS by a rename of the NameNode, S3
   * by a conditional put ({@link S3LogStore}), Google Cloud Storage by a precondition on the
   * object's generation, Azure by a rename that refuses a name that is taken.
   */
  private static final Map<String, Atomicity> ATOMIC =
      Map.of(
          "file", Atomicity.KNOWN,
          "hdfs", Atomicity.KNOWN,
          "s3a", Atomicity.PROBED,
          "gs", Atomicity.PROBED,
          "abfs", Atomicity.PROBED,
          "abfss", Atomicity.PROBED);

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
    known(qualified(root, configuration));
    return root;
  }

  /**
   * Asks the store whether commits at {@code root} are atomic, if that depends on the store: every
   * process that writes to the lake does so before its first commit.
   *
   * @throws CommitsNotAtomicException if they are not, or the store cannot be written to; says why
   *     and what to do
   */
  public static void probeAtomicCommits(URI root, Configuration configuration) {
    String scheme = scheme(known(qualified(root, configuration)));
    if (ATOMIC.get(scheme) == Atomicity.PROBED) {
      CommitProbe.run(root, scheme, LogStores.of(scheme, configuration), configuration);
    }
  }

  private static URI qualified(URI root, Configuration configuration) {
    return root.getScheme() == null ? FileSystem.getDefaultUri(configuration) : root;
  }

  private static String scheme(URI root) {
    return root.getScheme().toLowerCase(Locale.ROOT);
  }

  /** Names the scheme alone: the rest of a URI may hold credentials. */
  private static URI known(URI root) {
    String scheme = scheme(root);
    if (scheme.equals("s3") || scheme.equals("s3n")) {
      throw new IllegalArgumentException(
          "A lake on '%s:' is refused: only Hadoop's S3A commits atomically on S3; write s3a:// instead."
              .formatted(scheme));
    }
    if (!ATOMIC.containsKey(scheme)) {
      throw new IllegalArgumentException(
          "A lake on '%s:' is refused: commits there are not known to be atomic, so one of two"
                  .formatted(scheme)
              + " writers can replace the other's commit and acknowledged events are lost; put the"
              + " lake on a local disk (file:), HDFS (hdfs:), S3 (s3a:), Google Cloud Storage (gs:)"
              + " or Azure Data Lake Storage (abfss:).");
    }
    return root;
  }
}
