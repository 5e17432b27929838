package io.tastelake.standalone;

import io.tastelake.store.StoreUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The passwords of the online store's users, new with each start of the standalone. */
final class StoreUsers {

  private final Map<StoreUser, String> passwords = new EnumMap<>(StoreUser.class);

  private StoreUsers() {}

  static StoreUsers fresh() {
    StoreUsers users = new StoreUsers();
    for (StoreUser user : StoreUser.values()) {
      users.passwords.put(user, RandomPassword.create());
    }
    return users;
  }

  String password(StoreUser user) {
    return passwords.get(user);
  }

  /** Writes each to a private file of {@code folder}. */
  void write(Path folder) throws IOException {
    for (StoreUser user : StoreUser.values()) {
      PrivateFile.write(file(folder, user), password(user));
    }
  }

  /** The file that {@link #write} made for {@code user}. */
  static Path file(Path folder, StoreUser user) {
    return folder.resolve(user.userName().replace("tastelake_", "store-") + ".password");
  }
}
