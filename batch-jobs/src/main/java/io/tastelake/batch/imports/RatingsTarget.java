package io.tastelake.batch.imports;

import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.GivenRatings;
import io.tastelake.store.GivenRatings.Given;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.UserLocks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Ratings are given by the decision that the API's PUT makes too. */
final class RatingsTarget extends DecidedTarget {

  private final RatingReader reader;
  private final OnlineStore store;
  private final DatabaseId database;

  RatingsTarget(ImportTopology topology, ImportConfig config, Files files, OnlineStore store) {
    super(topology, config, files);
    this.reader = new RatingReader(config);
    this.store = store;
    this.database = new DatabaseId(config.database());
  }

  private record Rated(UserId user, ItemId item) {}

  @Override
  List<Reject> decide(SourceFile source, List<RawRow> rows) {
    Map<Rated, Given> given = new LinkedHashMap<>();
    List<Reject> rejects = new ArrayList<>();
    for (RawRow row : rows) {
      try {
        Given rating = reader.rating(row);
        given.put(new Rated(rating.user(), rating.item()), rating);
      } catch (WrongRowException e) {
        rejects.add(reject(source, row, e));
      }
    }
    give(given);
    return rejects;
  }

  private void give(Map<Rated, Given> ratings) {
    if (!ratings.isEmpty()) {
      Set<UserId> users = ratings.keySet().stream().map(Rated::user).collect(Collectors.toSet());
      boolean unused =
          store.inTransaction(
              transaction -> {
                UserLocks.take(transaction, database, users);
                new GivenRatings(transaction).put(database, ratings.values());
                return true;
              });
    }
  }

  @Override
  public String done(long sound) {
    return "%,d valid rows are given ratings; of several of one user and item the last one holds"
        .formatted(sound);
  }
}
