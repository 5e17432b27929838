package io.tastelake.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folders that only their owner may enter: what lies in one is closed to others, whatever its own
 * permissions are.
 */
final class PrivateFolder {

  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(OWNERS);

  private PrivateFolder() {}

  /** Creates {@code folder} and its parents; one that exists is closed to others. */
  static Path create(Path folder) throws IOException {
    Files.createDirectories(folder, OWNER_ONLY);
    close(folder);
    return folder;
  }

  /** Takes from everybody but the owner what they may do with a file or folder that exists. */
  static void close(Path path) throws IOException {
    Set<PosixFilePermission> left = EnumSet.noneOf(PosixFilePermission.class);
    left.addAll(Files.getPosixFilePermissions(path));
    if (left.retainAll(OWNERS)) {
      Files.setPosixFilePermissions(path, left);
    }
  }

  /** Whether others than the owner may put something into {@code folder}, or take it away. */
  static boolean isWritableByOthers(Path folder) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    return permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }
}
