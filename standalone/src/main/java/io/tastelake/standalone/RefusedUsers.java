package io.tastelake.standalone;

import io.tastelake.store.OnlineStore;
import io.tastelake.store.RefusedTastesTable;
import io.tastelake.store.StoreException;
import io.tastelake.store.StoreOptions;
import io.tastelake.store.StoreUser;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Users whose ratings {@code update-taste} cannot write, as the online store knows them. */
public final class RefusedUsers {

  private static final String TIMEOUT_SECONDS = "5";

  private RefusedUsers() {}

  /** A sentence for each database that has some; none while the store does not answer. */
  public static List<String> of(DataFolder folder) {
    try {
      Optional<String> url = JobArguments.read(folder, StoreOptions.URL);
      Optional<String> user = JobArguments.read(folder, StoreOptions.USER);
      if (url.isEmpty() || user.isEmpty()) {
        return List.of();
      }
      Properties settings = new Properties();
      settings.setProperty("user", user.get());
      settings.setProperty(
          "password",
          Files.readString(StoreUsers.file(folder.credentials(), StoreUser.BATCH)).strip());
      settings.setProperty("connectTimeout", TIMEOUT_SECONDS);
      settings.setProperty("socketTimeout", TIMEOUT_SECONDS);
      settings.setProperty(StoreOptions.ERROR_DETAIL, "false");
      return OnlineStore.over(() -> DriverManager.getConnection(url.get(), settings))
          .with(connection -> new RefusedTastesTable(connection).recent())
          .stream()
          .map(RefusedUsers::sentence)
          .toList();
    } catch (IOException | StoreException e) {
      return List.of();
    }
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
