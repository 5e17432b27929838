package io.tastelake.serving;

import io.tastelake.serving.deletion.Deletions;
import io.tastelake.serving.document.ShowDocument;
import io.tastelake.serving.document.ShowPage;
import io.tastelake.serving.document.ShowPagePart;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.Ready;
import io.tastelake.serving.http.Welcome;
import io.tastelake.serving.outcome.ListOutcomes;
import io.tastelake.serving.parity.ListServedParity;
import io.tastelake.serving.status.ListEvaluations;
import io.tastelake.serving.status.ShowStatus;
import io.tastelake.serving.taste.ListTuningTrials;
import io.tastelake.store.OnlineStore;
import java.time.Clock;
import java.util.List;

/** The endpoints that say what the service is, and how it is. */
final class StatusEndpoints {

  private StatusEndpoints() {}

  static List<Endpoint> of(OnlineStore store, Sources sources, Clock clock) {
    return List.of(
        new Welcome(),
        new Ready(sources.failure()),
        new ShowDocument(),
        new ShowPage(),
        new ShowPagePart(),
        new ShowStatus(
            store,
            sources.failure(),
            sources.flow(),
            sources.acknowledged(),
            sources.books(),
            Deletions.TASK,
            clock),
        new ListEvaluations(store),
        new ListServedParity(store),
        new ListTuningTrials(store),
        new ListOutcomes(store));
  }
}
