package io.tastelake.standalone;

import io.tastelake.store.RefusedTastesTable;
import java.util.List;

/** Users whose ratings {@code update-taste} cannot write, as the online store knows them. */
public final class RefusedUsers {

  private RefusedUsers() {}

  /** A sentence for each database that has some; none while the store does not answer. */
  public static List<String> of(DataFolder folder) {
    return FolderStore.ask(folder, connection -> new RefusedTastesTable(connection).recent())
        .stream()
        .map(RefusedUsers::sentence)
        .toList();
  }

  private static String sentence(RefusedTastesTable.Refused refused) {
    return "update-taste cannot write the ratings of %,d %s of database %s, and keeps trying: %s"
        .formatted(
            refused.users(),
            refused.users() == 1 ? "user" : "users",
            refused.database(),
            refused.reason());
  }
}
