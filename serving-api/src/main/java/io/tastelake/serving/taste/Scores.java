package io.tastelake.serving.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.rating.Ratings;
import java.util.Map;
import java.util.Optional;

/** Takes scores of the current model apart. Thread-safe. */
public final class Scores {

  private final Models models;
  private final Ratings ratings;

  public Scores(Models models, Ratings ratings) {
    this.models = models;
    this.ratings = ratings;
  }

  /**
   * The score of an item for a user, by what lists show of the user's ratings now.
   *
   * @return empty while there is no model, or if it knows neither the item nor what the user likes
   */
  public Optional<Score> of(DatabaseId database, UserId user, ItemId item) {
    return models
        .findCurrent(database)
        .flatMap(models::find)
        .map(model -> score(model, ratings.byItem(database, user), item))
        .filter(score -> !score.shares().isEmpty());
  }

  private static Score score(LoadedModel model, Map<ItemId, Double> rated, ItemId item) {
    return Score.of(model.model().id(), model.shares(rated, item), rated);
  }
}
