package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeMissingException;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.serving.log.EndOffsets;
import io.tastelake.serving.log.LogTopic;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Listings of one version of the lake each; only the first page looks at the log. */
final class LakeListings implements Listings {

  private static final String UNCOVERED =
      "The newest writes had not reached the lake when this listing began; they are not in it.";

  private final InteractionsLake lake;
  private final LakeView view;
  private final EndOffsets ends;
  private final LogTopic topic;
  private final ForgottenActors forgotten;
  private final InteractionsConfig config;

  LakeListings(
      InteractionsLake lake,
      LakeView view,
      EndOffsets ends,
      LogTopic topic,
      ForgottenActors forgotten,
      InteractionsConfig config) {
    this.lake = lake;
    this.view = view;
    this.ends = ends;
    this.topic = topic;
    this.forgotten = forgotten;
    this.config = config;
  }

  @Override
  public ListingPage page(ListingRequest request) {
    return request
        .after()
        .map(after -> page(version(after.version()), request, List.of()))
        .orElseGet(() -> first(request));
  }

  private ListingPage first(ListingRequest request) {
    Map<Integer, Long> acknowledged = ends.of(topic.partitions());
    LakeSnapshot snapshot =
        view.covering(acknowledged, config.commitInterval().plus(config.viewInterval()));
    boolean covered = LakeView.covers(snapshot, acknowledged);
    return page(snapshot, request, covered ? List.of() : List.of(UNCOVERED));
  }

  private ListingPage page(LakeSnapshot snapshot, ListingRequest request, List<String> warnings) {
    long deadline = System.nanoTime() + config.pageTime().toNanos();
    Set<Actor> hidden = forgotten.beyond(request.database(), request.kind(), snapshot.position());
    try (ListingWalk walk = new ListingWalk(snapshot, request, hidden)) {
      return walk.page(() -> System.nanoTime() - deadline > 0, warnings);
    }
  }

  private LakeSnapshot version(long version) {
    try {
      return lake.at(version);
    } catch (LakeMissingException e) {
      throw new ListingExpiredException(
          "The listing's version of the data is no longer kept. Begin the listing anew.", e);
    }
  }
}
