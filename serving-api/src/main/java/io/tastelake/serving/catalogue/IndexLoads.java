package io.tastelake.serving.catalogue;

import io.tastelake.serving.fairness.FairShares;
import io.tastelake.serving.fairness.FairTurns;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.store.Tenants;
import java.time.Duration;

/**
 * Loads of whole catalogues into memory, one after another: what an index takes is weighed when it
 * is there, so that several at once could take more memory than there is. Thread-safe.
 */
final class IndexLoads {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final FairTurns turns = new FairTurns(new FairShares(1, 1, 1), TIMEOUT);

  /**
   * Loads when it is this tenant's turn.
   *
   * @throws ApiException {@code ServerUnavailable} if that is not in time
   */
  void inTurn(Runnable load) {
    Void unused =
        turns.inTurn(
            Tenants.current(),
            () -> {
              load.run();
              return null;
            },
            () ->
                ApiException.overloaded(
                    "Other catalogues are being loaded into memory: retry the request in a few"
                        + " seconds."));
  }
}
