package io.tastelake.stream.taste;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.RatedItems;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.stream.metric.JobMetric;
import io.tastelake.stream.model.ModelHandles;
import io.tastelake.stream.store.DatabaseTaste;
import io.tastelake.stream.store.ModelSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes what is to be shown of a user. What fails for one user concerns no other. */
final class TasteMaker {

  private static final Logger LOG = LoggerFactory.getLogger(TasteMaker.class);

  private final ModelHandles models;
  private final Counter failedRatings;
  private final Counter failedVectors;
  private final Counter missingModels;

  TasteMaker(ModelHandles models, MetricGroup metrics) {
    this.models = models;
    this.failedRatings = metrics.counter(JobMetric.FAILED_RATINGS.label());
    this.failedVectors = metrics.counter(JobMetric.FAILED_VECTORS.label());
    this.missingModels = metrics.counter(JobMetric.VECTORS_WITHOUT_MODEL.label());
  }

  /**
   * The update of a user whose database has parameters; nothing if it cannot be computed.
   *
   * @param nothing of that user at that moment
   */
  Optional<TasteUpdate> update(TasteUpdate nothing, Standing standing, DatabaseTaste taste) {
    DatabaseId database = nothing.database();
    UserId user = nothing.user();
    try {
      RatedItems ratings = standing.ratings().get();
      Map<ItemId, Double> values = ratings.values();
      Map<String, float[]> vectors = new HashMap<>();
      for (ModelSettings model : taste.models()) {
        vector(database, user, model, values).ifPresent(vector -> vectors.put(model.id(), vector));
      }
      return Optional.of(nothing.showing(ratings.inferred(), vectors));
    } catch (RuntimeException e) {
      failedRatings.inc();
      LOG.error("The ratings of {} cannot be computed; those shown stay.", name(database, user), e);
      return Optional.empty();
    }
  }

  private Optional<float[]> vector(
      DatabaseId database, UserId user, ModelSettings model, Map<ItemId, Double> values) {
    Optional<FoldIn> foldIn = models.foldIn(model);
    if (foldIn.isEmpty()) {
      missingModels.inc();
      return Optional.empty();
    }
    try {
      return Optional.of(finite(foldIn.get().vector(values)));
    } catch (RuntimeException e) {
      failedVectors.inc();
      LOG.error(
          "{} cannot be folded into model {}; it has no vector of it.",
          name(database, user),
          model.id(),
          e);
      return Optional.empty();
    }
  }

  private static float[] finite(float[] vector) {
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        throw new ArithmeticException("The vector has a component that is not a finite number.");
      }
    }
    return vector;
  }

  /** Finds the user's rows in the lake, and names nobody in a log file. */
  private static String name(DatabaseId database, UserId user) {
    return "The user with actor hash "
        + ActorHash.of(database, Actor.of(user))
        + " of database "
        + database;
  }
}
