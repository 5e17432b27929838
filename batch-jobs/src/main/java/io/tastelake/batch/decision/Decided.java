package io.tastelake.batch.decision;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A decision that stands: which rating a user gave to an item, or whose a session is.
 *
 * @param item that was rated; null of a session
 * @param rating that was given; null of a session
 * @param owner of the session; null of a rating
 */
record Decided(DatabaseId database, Actor actor, ItemId item, Rating rating, UserId owner) {

  static final String DATABASE = "database_id";
  static final String KIND = "kind";
  static final String ACTOR = "actor_id";
  static final String ITEM = "item_id";

  static final StructType SCHEMA =
      new StructType()
          .add(DATABASE, DataTypes.StringType, false)
          .add(KIND, DataTypes.StringType, false)
          .add(ACTOR, DataTypes.StringType, false)
          .add(ITEM, DataTypes.StringType, true)
          .add("rating", DataTypes.DoubleType, true)
          .add("rated_at", DataTypes.DoubleType, true)
          .add("owner", DataTypes.StringType, true);

  private static final Comparator<String> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));

  /** By database, kind, actor and item, each by its bytes, as Spark and collation C have it. */
  static final Comparator<Decided> PLACE =
      Comparator.<Decided, String>comparing(decided -> decided.database.value(), BY_BYTES)
          .thenComparing(decided -> decided.actor.kind().name(), BY_BYTES)
          .thenComparing(decided -> decided.actor.id(), BY_BYTES)
          .thenComparing(decided -> decided.item == null ? "" : decided.item.value(), BY_BYTES);

  static Decided given(DatabaseId database, Actor user, ItemId item, Rating rating) {
    return new Decided(database, user, item, rating, null);
  }

  static Decided resolved(DatabaseId database, Actor session, UserId owner) {
    return new Decided(database, session, null, null, owner);
  }

  static Decided of(Row row) {
    DatabaseId database = new DatabaseId(row.getString(0));
    Actor actor = new Actor(Actor.Kind.valueOf(row.getString(1)), row.getString(2));
    return actor.kind() == Actor.Kind.SESSION
        ? resolved(database, actor, new UserId(row.getString(6)))
        : given(
            database,
            actor,
            new ItemId(row.getString(3)),
            new Rating(row.getDouble(4), row.getDouble(5)));
  }

  Row row() {
    return RowFactory.create(
        database.value(),
        actor.kind().name(),
        actor.id(),
        item == null ? null : item.value(),
        rating == null ? null : rating.value(),
        rating == null ? null : rating.timestamp(),
        owner == null ? null : owner.value());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
