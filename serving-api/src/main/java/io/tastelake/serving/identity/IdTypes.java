package io.tastelake.serving.identity;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InvalidIdException;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import java.util.ArrayList;
import java.util.List;

/** The id types of one database. Every method takes any spelling of an id. */
public record IdTypes(IdType user, IdType item, IdType session) {

  private static final int MAX_NAMED = 100;

  /**
   * The canonical user id.
   *
   * @throws WrongIdException if {@code text} spells no user id of this database
   */
  public UserId user(String text) {
    return new UserId(canonical(user, WrongIdException.Subject.USER, text));
  }

  /**
   * The canonical user id.
   *
   * @throws WrongIdException if {@code json} spells no user id of this database
   */
  public UserId user(JsonId json) {
    return user(json.as(user, WrongIdException.Subject.USER));
  }

  /**
   * The canonical user ids.
   *
   * @throws WrongIdException if any is no user id of this database; names up to 100 by their index
   */
  public List<UserId> users(List<JsonId> ids) {
    List<UserId> users = new ArrayList<>(ids.size());
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      try {
        users.add(user(ids.get(i)));
      } catch (WrongIdException e) {
        if (problems.size() < MAX_NAMED) {
          problems.add("At index " + i + ": " + e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new WrongIdException(WrongIdException.Subject.USER, String.join(" ", problems));
    }
    return users;
  }

  /**
   * The canonical item id.
   *
   * @throws WrongIdException if {@code text} spells no item id of this database
   */
  public ItemId item(String text) {
    return new ItemId(canonical(item, WrongIdException.Subject.ITEM, text));
  }

  /**
   * The canonical item id.
   *
   * @throws WrongIdException if {@code json} spells no item id of this database
   */
  public ItemId item(JsonId json) {
    return item(json.as(item, WrongIdException.Subject.ITEM));
  }

  /**
   * The canonical session id.
   *
   * @throws WrongIdException if {@code text} spells no session id of this database
   */
  public SessionId session(String text) {
    return new SessionId(canonical(session, WrongIdException.Subject.SESSION, text));
  }

  /**
   * The canonical session id.
   *
   * @throws WrongIdException if {@code json} spells no session id of this database
   */
  public SessionId session(JsonId json) {
    return session(json.as(session, WrongIdException.Subject.SESSION));
  }

  /** The type of the ids of such actors. */
  public IdType of(Actor.Kind kind) {
    return switch (kind) {
      case USER -> user;
      case SESSION -> session;
    };
  }

  private static String canonical(IdType type, WrongIdException.Subject subject, String text) {
    try {
      return type.canonical(text);
    } catch (InvalidIdException e) {
      throw new WrongIdException(subject, e.getMessage());
    }
  }
}
