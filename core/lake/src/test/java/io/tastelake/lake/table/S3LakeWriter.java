package io.tastelake.lake.table;

import java.net.URI;

/** A process that commits to a lake until it holds so many events; killed, another goes on. */
final class S3LakeWriter {

  private S3LakeWriter() {}

  /** {@code append ROOT EVENTS}, or {@code move ROOT EVENTS VERSIONS}: as often as that. */
  public static void main(String[] args) {
    URI root = URI.create(args[1]);
    long end = Long.parseLong(args[2]);
    switch (args[0]) {
      case "append" -> {
        int unused = CommitTest.appendUntil(root, end);
      }
      case "move" -> moveUntil(root, end, Long.parseLong(args[3]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Moves all rows into a segment whenever there are so many versions more. */
  private static void moveUntil(URI root, long end, long versions) {
    Maintenance maintenance = new Maintenance(root);
    try (InteractionsLake lake = InteractionsLake.open(root)) {
      LakeSnapshot moved = lake.newest();
      while (lake.position().next(0) < end) {
        LakeSnapshot newest = lake.newest();
        if (newest.version() >= moved.version() + versions) {
          maintenance.move(
              InteractionsLakeTest.all(newest), newest.version(), "level" + newest.version());
          moved = lake.newest();
        }
      }
    }
  }
}
