package io.tastelake.batch.imports;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.GivenRatings;
import io.tastelake.store.GivenRatings.Given;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.UserLocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Ratings are given by the decision that the API's PUT makes too, some hundreds at once: in the
 * order of files and rows, since of several of one user and item the last one holds.
 */
final class RatingsTarget implements Target {

  /** How many ratings one decision gives: its users are locked meanwhile. */
  static final int PER_DECISION = 500;

  private static final long SAID_EVERY = 100_000;

  private final ImportTopology topology;
  private final ImportConfig config;
  private final Files files;
  private final OnlineStore store;
  private final DatabaseId database;

  RatingsTarget(ImportTopology topology, ImportConfig config, Files files, OnlineStore store) {
    this.topology = topology;
    this.config = config;
    this.files = files;
    this.store = store;
    this.database = new DatabaseId(config.database());
  }

  private record Rated(UserId user, ItemId item) {}

  @Override
  public Tally take(List<SourceFile> sources, String parts, Consumer<String> report) {
    Tally all = Tally.NONE;
    for (SourceFile source : sources) {
      if (all.rejected() <= config.maxRejects()) {
        all = all.plus(taken(source, parts, report));
      }
    }
    return all;
  }

  private Tally taken(SourceFile source, String parts, Consumer<String> report) {
    RatingReader reader = new RatingReader(config);
    Map<Rated, Given> waiting = new LinkedHashMap<>();
    long[] count = {0};
    try (RejectPart rejects = new RejectPart(files, parts)) {
      topology.read(
          source,
          row -> {
            if (row.number() > config.limit() || rejects.count() > config.maxRejects()) {
              return false;
            }
            count[0]++;
            try {
              Given rating = reader.rating(row);
              waiting.put(new Rated(rating.user(), rating.item()), rating);
            } catch (WrongRowException e) {
              reject(new Reject(source.name(), row.number(), row.line(), e.getMessage()), rejects);
            }
            if (waiting.size() == PER_DECISION) {
              give(waiting);
            }
            if (count[0] % SAID_EVERY == 0) {
              report.accept("%,d rows of %s".formatted(count[0], source.name()));
            }
            return true;
          });
      give(waiting);
      return rejects.tally(count[0]);
    } catch (IOException e) {
      throw Sources.cut(source, e);
    }
  }

  private static void reject(Reject reject, RejectPart rejects) {
    try {
      rejects.add(reject);
    } catch (IOException e) {
      throw new UncheckedIOException("The rejects cannot be written. Check --rejects.", e);
    }
  }

  private void give(Map<Rated, Given> waiting) {
    if (!waiting.isEmpty()) {
      Set<UserId> users = waiting.keySet().stream().map(Rated::user).collect(Collectors.toSet());
      boolean unused =
          store.inTransaction(
              transaction -> {
                UserLocks.take(transaction, database, users);
                new GivenRatings(transaction).put(database, waiting.values());
                return true;
              });
      waiting.clear();
    }
  }

  @Override
  public String done(long sound) {
    return "%,d valid rows are given ratings; of several of one user and item the last one holds"
        .formatted(sound);
  }
}
