package io.tastelake.stream.interaction;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.interaction.LoggedChange;
import java.util.Optional;

/** What changes the taste of a user: an event of the user's own, or of a session of the user's. */
public sealed interface UserInput {

  DatabaseId database();

  UserId user();

  /** The key of a user's state. A database's name has a fixed length, so no two users share one. */
  default String key() {
    return database().value() + user().value();
  }

  /** The database of a key. */
  static DatabaseId databaseOf(String key) {
    return SharedIds.database(key.substring(0, DatabaseId.LENGTH));
  }

  /** The user of a key. */
  static UserId userOf(String key) {
    return new UserId(key.substring(DatabaseId.LENGTH));
  }

  /** A change of the user's own history, its properties reduced to numbers. */
  record Own(DatabaseId database, UserId user, LoggedChange change) implements UserInput {}

  /**
   * An interaction of a session of the user's, as it stands now.
   *
   * @param since when the session became the user's, Unix microseconds
   * @param content nothing if it no longer counts
   */
  record Attributed(
      DatabaseId database,
      UserId user,
      SessionId session,
      long since,
      InteractionId interaction,
      Optional<InteractionContent> content)
      implements UserInput {}

  /** The session is not the user's any more; nothing of it counts. */
  record Withdrawn(DatabaseId database, UserId user, SessionId session) implements UserInput {}
}
