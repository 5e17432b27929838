package io.tastelake.serving.preview;

import io.tastelake.contracts.log.InteractionEvidence;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other parameters would make of some users' interactions, by the arithmetic that infers
 * ratings.
 *
 * @param before empty while the database has no parameters
 * @param users who would notice most first
 * @param complete whether all that these users did was looked at
 */
record Preview(Optional<Spread> before, Spread after, List<Noticing> users, boolean complete) {

  /** What one user did, and in the user's sessions. */
  record Done(UserId user, List<InteractionContent> interactions) {}

  static Preview of(
      List<Done> done,
      Optional<ImplicitToExplicitParameters> present,
      ImplicitToExplicitParameters proposed,
      boolean complete) {
    List<Rating> before = new ArrayList<>();
    List<Rating> after = new ArrayList<>();
    List<Noticing> users = new ArrayList<>();
    for (Done each : done) {
      Map<ItemId, Rating> now =
          present.map(parameters -> ratings(each, parameters)).orElse(Map.of());
      Map<ItemId, Rating> then = ratings(each, proposed);
      before.addAll(now.values());
      after.addAll(then.values());
      users.add(Noticing.of(each.user(), now, then));
    }
    users.sort(Noticing.BY_CHANGE);
    return new Preview(
        present.map(parameters -> Spread.of(before)), Spread.of(after), users, complete);
  }

  private static Map<ItemId, Rating> ratings(Done done, ImplicitToExplicitParameters parameters) {
    return InteractionEvidence.of(done.interactions().stream(), parameters).ratings().inferred();
  }
}
