package io.tastelake.serving.interaction;

import io.tastelake.domain.interaction.ActorHistory;
import java.util.List;

/**
 * One actor's history as a read sees it.
 *
 * @param history the caller's own; later writes do not reach it
 * @param warnings sentences for the caller on what may be missing; empty if nothing is
 */
public record ActorView(ActorHistory history, List<String> warnings) {

  public ActorView {
    warnings = List.copyOf(warnings);
  }
}
