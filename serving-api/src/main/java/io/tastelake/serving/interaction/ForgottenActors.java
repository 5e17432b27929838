package io.tastelake.serving.interaction;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import java.util.Set;

/** Who was forgotten since a version of the lake. Thread-safe. */
@FunctionalInterface
public interface ForgottenActors {

  /** The actors of that kind that were forgotten, and whose FORGET lies beyond {@code covered}. */
  Set<Actor> beyond(DatabaseId database, Actor.Kind kind, LogPosition covered);
}
