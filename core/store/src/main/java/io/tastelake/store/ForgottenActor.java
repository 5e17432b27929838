package io.tastelake.store;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import java.time.Instant;
import java.util.List;

/**
 * An actor who was forgotten.
 *
 * @param forgottenAt when the newest FORGET was accepted
 * @param forGood whether no retry of anything that was forgotten may arrive any more
 */
public record ForgottenActor(
    DatabaseId database, Actor actor, Instant forgottenAt, boolean forGood) {

  static String[] databases(List<ForgottenActor> actors) {
    return Statements.texts(actors, actor -> actor.database().value());
  }

  static String[] ids(List<ForgottenActor> actors) {
    return Statements.texts(actors, actor -> actor.actor().id());
  }

  static String[] times(List<ForgottenActor> actors) {
    return Statements.texts(actors, actor -> actor.forgottenAt().toString());
  }
}
