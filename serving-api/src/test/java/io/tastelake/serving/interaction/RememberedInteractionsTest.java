package io.tastelake.serving.interaction;

import io.tastelake.log.EventLog;

/** The memory that stands for log and lake in other tests does what these do. */
class RememberedInteractionsTest extends InteractionsContract {

  private final RememberedInteractions remembered = new RememberedInteractions();

  @Override
  EventLog log() {
    return remembered;
  }

  @Override
  Histories histories() {
    return remembered;
  }

  @Override
  Listings listings() {
    return remembered;
  }
}
