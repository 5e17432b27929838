package io.tastelake.serving.taste;

import io.tastelake.serving.database.Databases;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.rating.Ratings;
import io.tastelake.store.OnlineStore;
import java.time.Clock;
import java.util.List;

/** The endpoints of tastes, model settings and recommendations. */
public final class TasteEndpoints {

  private TasteEndpoints() {}

  /**
   * The endpoints.
   *
   * @param maxRows how many interactions or ratings one request may bring along
   */
  public static List<Endpoint> of(
      Databases databases,
      OnlineStore store,
      Tastes tastes,
      SessionTastes sessionTastes,
      Ratings ratings,
      Recommendations recommendations,
      int maxRows,
      Clock clock) {
    return List.of(
        new PutModelSettings(databases, store),
        new ShowModelSettings(databases, store),
        new ShowTaste(databases, tastes),
        new RecommendToItem(databases, recommendations),
        new RecommendToUser(databases, tastes, ratings, recommendations),
        new RecommendToSession(databases, sessionTastes, recommendations, maxRows, clock));
  }
}
