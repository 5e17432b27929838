package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Random writes of a few actors, and the model of what they make. One thread uses one shop, each
 * shop has actors of its own.
 */
final class Shop {

  private static final int TIMES = 20;

  final DatabaseId database;
  private final String prefix;
  private final int actorCount;
  private final Random random;
  private final Map<Actor, Map<InteractionId, Interaction>> model = new HashMap<>();

  Shop(DatabaseId database, String prefix, int actorCount, long seed) {
    this.database = database;
    this.prefix = prefix;
    this.actorCount = actorCount;
    this.random = new Random(seed);
  }

  Actor anyActor() {
    int number = random.nextInt(actorCount);
    Actor.Kind kind = number % 3 == 0 ? Actor.Kind.SESSION : Actor.Kind.USER;
    return new Actor(kind, prefix + number);
  }

  /** Some writes in one request; the model has them at once. */
  List<InteractionEvent> write(int most) {
    List<InteractionEvent> events = new ArrayList<>();
    for (int i = random.nextInt(most); i >= 0; i--) {
      events.add(write(anyActor()));
    }
    return events;
  }

  private InteractionEvent write(Actor actor) {
    var interactions = model.computeIfAbsent(actor, a -> new HashMap<>());
    return switch (interactions.isEmpty() ? 0 : random.nextInt(6)) {
      case 0, 1, 2, 3 -> recorded(actor, interactions);
      case 4 -> amended(actor, any(interactions.values()), interactions);
      default -> {
        InteractionId id = any(interactions.keySet());
        interactions.remove(id);
        yield InteractionEvent.retract(database, actor, id, 0);
      }
    };
  }

  private InteractionEvent recorded(Actor actor, Map<InteractionId, Interaction> interactions) {
    Interaction made =
        new Interaction(
            new InteractionId(new UUID(random.nextLong(), random.nextLong())),
            new ItemId("item" + random.nextInt(100)),
            random.nextBoolean() ? "view" : "buy",
            random.nextInt(TIMES),
            random.nextBoolean() ? "{\"price\":" + random.nextInt(9) + "}" : null);
    interactions.put(made.id(), made);
    return InteractionEvent.record(database, actor, made, 0);
  }

  private InteractionEvent amended(
      Actor actor, Interaction old, Map<InteractionId, Interaction> interactions) {
    boolean moves = random.nextBoolean();
    double timestamp = moves ? random.nextInt(TIMES) : old.timestamp();
    ItemId item = moves ? old.item() : new ItemId("other" + random.nextInt(100));
    interactions.put(
        old.id(), new Interaction(old.id(), item, old.type(), timestamp, old.properties()));
    Amendment amendment =
        moves ? Amendment.NONE.withTimestamp(timestamp) : Amendment.NONE.withItem(item);
    return InteractionEvent.amend(database, actor, old.id(), amendment, 0);
  }

  private <T> T any(Collection<T> things) {
    return List.copyOf(things).get(random.nextInt(things.size()));
  }

  /** What a read of {@code actor} has to give. */
  List<Interaction> expected(Actor actor) {
    return model.getOrDefault(actor, Map.of()).values().stream()
        .sorted(Interaction.NEWEST_FIRST)
        .toList();
  }

  /** What a whole listing has to give, in any order. */
  List<ListedInteraction> expected(ListingRequest request) {
    List<ListedInteraction> rows = new ArrayList<>();
    model.forEach(
        (actor, interactions) -> {
          if (actor.kind() == request.kind()) {
            interactions.values().stream()
                .filter(interaction -> request.window().holds(interaction.timestamp()))
                .forEach(interaction -> rows.add(new ListedInteraction(actor, interaction)));
          }
        });
    return rows;
  }

  List<Actor> actors() {
    return List.copyOf(model.keySet());
  }
}
