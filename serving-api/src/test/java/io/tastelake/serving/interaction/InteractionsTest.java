package io.tastelake.serving.interaction;

import io.tastelake.log.EventLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Log and lake: half of what was written is in the lake already. */
class InteractionsTest extends InteractionsContract {

  private final LogAndLake parts = new LogAndLake();
  private final Interactions interactions = Interactions.open(parts.config());

  @BeforeAll
  void goOnAfterACommit() {
    parts.ingest();
    write();
  }

  @AfterAll
  void stop() {
    interactions.close();
    parts.close();
  }

  @Override
  EventLog log() {
    return interactions.eventLog();
  }

  @Override
  Histories histories() {
    return interactions.histories();
  }

  @Override
  Listings listings() {
    return request -> {
      parts.ingest();
      return interactions.listings().page(request);
    };
  }
}
