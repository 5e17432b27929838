package io.tastelake.bench.load;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Events without properties, made from a seed: Zipf users, 10,000 items of which few are popular,
 * five types, a year. One thread uses it.
 */
public final class NarrowEvents {

  private static final String[] TYPES = {
    "productView", "productView", "productView", "addToCart", "purchase"
  };
  private static final int ITEMS = 10_000;
  private static final double YEAR = 365 * 24 * 3600.0;
  private static final double LATEST = 1_790_000_000;

  private final DatabaseId database;
  private final Zipf users;
  private final SplittableRandom random;

  public NarrowEvents(DatabaseId database, Zipf users, long seed) {
    this.database = database;
    this.users = users;
    this.random = new SplittableRandom(seed);
  }

  /**
   * What a client sends of an event.
   *
   * @param timestamp Unix seconds
   */
  public record Row(int user, int item, String type, double timestamp) {}

  public Row row() {
    int item = 1 + (int) (ITEMS * Math.pow(random.nextDouble(), 3));
    double timestamp = LATEST - Math.rint(random.nextDouble() * YEAR * 1000) / 1000;
    return new Row(users.byActivity(random), item, TYPES[random.nextInt(TYPES.length)], timestamp);
  }

  /** The event that the API makes of a row. */
  public InteractionEvent event() {
    Row row = row();
    Interaction interaction =
        new Interaction(
            id(), new ItemId(Integer.toString(row.item())), row.type(), row.timestamp(), null);
    Actor actor = Actor.of(new UserId(Integer.toString(row.user())));
    return InteractionEvent.record(
        database, actor, interaction, (long) (row.timestamp() * 1_000_000));
  }

  // Version 7, as the API's: its first 48 bits are a time, so neighbours in time share them.
  private InteractionId id() {
    long high = (long) (LATEST * 1000) << 16 | 0x7000 | random.nextInt(0x1000);
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new InteractionId(new UUID(high, low));
  }
}
