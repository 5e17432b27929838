package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeMissingException;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.log.EndOffsets;
import io.tastelake.log.LogAwayException;
import io.tastelake.log.LogTopic;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Listings of one version of the lake each; only the first page looks at the log. */
final class LakeListings implements Listings {

  private static final String LAGS =
      "The newest writes did not reach the lake within %,d ms, and a listing without them would"
          + " look complete: retry it. If this goes on, check the job ingest-interactions.";

  private final InteractionsLake lake;
  private final LakeView view;
  private final EndOffsets ends;
  private final LogTopic topic;
  private final ForgottenActors forgotten;
  private final HistoryReader reader;
  private final InteractionsConfig config;

  LakeListings(
      InteractionsLake lake,
      LakeView view,
      EndOffsets ends,
      LogTopic topic,
      ForgottenActors forgotten,
      HistoryReader reader,
      InteractionsConfig config) {
    this.lake = lake;
    this.view = view;
    this.ends = ends;
    this.topic = topic;
    this.forgotten = forgotten;
    this.reader = reader;
    this.config = config;
  }

  @Override
  public ListingPage page(ListingRequest request) {
    return request
        .after()
        .map(after -> page(version(after.version()), request))
        .orElseGet(() -> first(request));
  }

  private ListingPage first(ListingRequest request) {
    Map<Integer, Long> acknowledged;
    try {
      acknowledged = ends.of(topic.partitions());
    } catch (LogAwayException e) {
      return page(view.current(), request).saying(MergedHistories.AWAY);
    }
    LakeSnapshot snapshot = view.covering(acknowledged, config.listingTimeout());
    if (!snapshot.position().covers(acknowledged)) {
      throw new LakeLagsException(LAGS.formatted(config.listingTimeout().toMillis()));
    }
    return page(snapshot, request);
  }

  private ListingPage page(LakeSnapshot snapshot, ListingRequest request) {
    return reader.inTurn(() -> walked(snapshot, request));
  }

  private ListingPage walked(LakeSnapshot snapshot, ListingRequest request) {
    long deadline = System.nanoTime() + config.pageTime().toNanos();
    BooleanSupplier timeIsUp = () -> System.nanoTime() - deadline > 0;
    Set<Actor> hidden = forgotten.beyond(request.database(), request.kind(), snapshot.position());
    try (ListingWalk walk = new ListingWalk(snapshot, request, hidden, reader, timeIsUp)) {
      return walk.page();
    }
  }

  private LakeSnapshot version(long version) {
    try {
      return lake.at(version);
    } catch (LakeMissingException e) {
      throw new ListingExpiredException(
          "The data version of this listing has been removed. Restart the listing.", e);
    }
  }
}
