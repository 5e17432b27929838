package io.tastelake.standalone;

import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import io.tastelake.store.StoreException;
import io.tastelake.store.StoreOptions;
import io.tastelake.store.StoreUser;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** The online store of a folder, asked from outside of what runs on it. */
final class FolderStore {

  private static final String TIMEOUT_SECONDS = "5";

  private FolderStore() {}

  /** What the store answers; nothing while it does not. */
  static <T> List<T> ask(DataFolder folder, Function<StoreConnection, List<T>> question) {
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
          .with(question);
    } catch (IOException | StoreException e) {
      return List.of();
    }
  }
}
