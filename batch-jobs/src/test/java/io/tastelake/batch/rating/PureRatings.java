package io.tastelake.batch.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.rating.Contribution;
import io.tastelake.domain.rating.Evidence;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ItemRating;
import io.tastelake.domain.rating.Rating;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What ratings are, by nothing but the domain: no engine, no parts, no order. */
public final class PureRatings {

  private static final Comparator<byte[]> UNSIGNED_BYTES = Arrays::compareUnsigned;

  /** A user's rating of an item. */
  public record Key(DatabaseId database, UserId user, ItemId item) {

    static Key of(String database, String user, String item) {
      return new Key(new DatabaseId(database), new UserId(user), new ItemId(item));
    }

    private byte[] ids() {
      String ids = String.join("\0", database.value(), user.value(), item.value());
      return ids.getBytes(StandardCharsets.UTF_8);
    }

    private RatedItem rated(Rating inferred, Rating given) {
      return new RatedItem(
          database.value(),
          user.value(),
          item.value(),
          new ItemRating(Optional.ofNullable(inferred), Optional.ofNullable(given)));
    }
  }

  private record Who(DatabaseId database, Actor actor) {}

  private final Map<Key, Rating> inferred = new HashMap<>();
  private final Map<Key, Rating> given = new HashMap<>();

  private PureRatings() {}

  public static PureRatings of(
      List<LoggedEvent> events, Map<DatabaseId, ImplicitToExplicitParameters> parameters) {
    Map<Who, ActorHistory> histories = new HashMap<>();
    for (LoggedEvent event : events) {
      Who who = new Who(event.event().database(), event.event().actor());
      histories.computeIfAbsent(who, key -> new ActorHistory()).add(event);
    }
    PureRatings ratings = new PureRatings();
    Map<Key, List<Contribution>> contributions = new HashMap<>();
    histories.forEach((who, history) -> ratings.take(who, history, contributions));
    contributions.forEach(
        (key, all) ->
            Optional.ofNullable(parameters.get(key.database()))
                .flatMap(known -> Evidence.of(all, known).rating(known))
                .ifPresent(rating -> ratings.inferred.put(key, rating)));
    return ratings;
  }

  private void take(Who who, ActorHistory history, Map<Key, List<Contribution>> contributions) {
    boolean user = who.actor().kind() == Actor.Kind.USER;
    if (user) {
      UserId id = new UserId(who.actor().id());
      history
          .givenRatings()
          .forEach((item, rating) -> given.put(new Key(who.database(), id, item), rating));
    }
    Optional<UserId> owner = user ? Optional.of(new UserId(who.actor().id())) : history.owner();
    owner.ifPresent(
        id ->
            history
                .interactions()
                .forEach(
                    interaction ->
                        contributions
                            .computeIfAbsent(
                                new Key(who.database(), id, interaction.item()),
                                key -> new ArrayList<>())
                            .add(NumericProperties.contribution(interaction.content()))));
  }

  public Map<Key, Rating> inferred() {
    return inferred;
  }

  public Map<Key, Rating> given() {
    return given;
  }

  /** Rows of {@link RatedItem}, by the bytes of ids. */
  Dataset<Row> rows(SparkSession spark) {
    Set<Key> keys = new HashSet<>(inferred.keySet());
    keys.addAll(given.keySet());
    List<Row> rows =
        keys.stream()
            .sorted(Comparator.comparing(Key::ids, UNSIGNED_BYTES))
            .map(key -> key.rated(inferred.get(key), given.get(key)).row())
            .toList();
    return spark.createDataFrame(rows, RatedItem.SCHEMA);
  }

  /**
   * Fails unless these rows of the lake are these ratings, given ones in place of inferred ones.
   */
  void assertShownBy(List<Row> rows) {
    Map<Key, Double> expected = new HashMap<>();
    inferred.forEach((key, rating) -> expected.put(key, rating.value()));
    given.forEach((key, rating) -> expected.put(key, rating.value()));
    assertThat(rows).hasSameSizeAs(expected.keySet());
    for (Row row : rows) {
      Key key =
          Key.of(
              row.getAs(RatingsTable.DATABASE),
              row.getAs(RatingsTable.USER_ID),
              row.getAs(RatingsTable.ITEM_ID));
      assertThat(row.<Double>getAs(RatingsTable.RATING))
          .as("%s", key)
          .isCloseTo(expected.get(key), within(1e-9));
      assertThat(row.<Boolean>getAs(RatingsTable.GIVEN)).isEqualTo(given.containsKey(key));
    }
  }
}
