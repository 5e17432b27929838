package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.lake.table.LakeSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The way through one version of the lake that one page takes, actor by actor. */
final class ListingWalk implements AutoCloseable {

  /** After every interaction of an actor, in the order of lists. */
  private static final Interaction LAST =
      new Interaction(
          new InteractionId(new UUID(-1, -1)), new ItemId("-"), "", -Double.MAX_VALUE, null);

  private final LakeSnapshot snapshot;
  private final ListingRequest request;
  private final Set<Actor> hidden;
  private final ActorRows actors;
  private final List<ListedInteraction> rows;

  /**
   * A way that begins where the request says.
   *
   * @param hidden actors of whom this version shows what was forgotten since
   */
  ListingWalk(LakeSnapshot snapshot, ListingRequest request, Set<Actor> hidden) {
    this.snapshot = snapshot;
    this.request = request;
    this.hidden = hidden;
    this.rows = new ArrayList<>(Math.min(request.amount(), 10_000) + 1);
    long first = ActorHash.first(request.database(), request.kind());
    long last = ActorHash.last(request.database(), request.kind());
    long from = request.after().map(ListingPosition::actorHash).orElse(first);
    this.actors = new ActorRows(request, snapshot.range(from, last, request.window()));
  }

  /** Goes on until the page is full and a further row is known, the end, or time is up. */
  ListingPage page(BooleanSupplier timeIsUp, List<String> warnings) {
    while (actors.next()) {
      if (!hidden.contains(actors.actor())) {
        list(actors.actor(), actors.interactions());
      }
      if (rows.size() > request.amount()) {
        rows.remove(request.amount());
        ListedInteraction last = rows.get(request.amount() - 1);
        return new ListingPage(rows, Optional.of(after(last)), warnings);
      }
      if (timeIsUp.getAsBoolean() && isPast(actors.actor())) {
        ListedInteraction visited = new ListedInteraction(actors.actor(), LAST);
        return new ListingPage(rows, Optional.of(after(visited)), warnings);
      }
    }
    return new ListingPage(rows, Optional.empty(), warnings);
  }

  /** Whether the page got further than the one before: each has to, or paging would not end. */
  private boolean isPast(Actor visited) {
    return request.after().filter(after -> after.actor().equals(visited)).isEmpty();
  }

  private void list(Actor actor, List<Interaction> interactions) {
    for (Interaction interaction : interactions) {
      if (rows.size() > request.amount()) {
        return;
      }
      if (request.window().holds(interaction.timestamp()) && isAhead(actor, interaction)) {
        rows.add(new ListedInteraction(actor, interaction));
      }
    }
  }

  private boolean isAhead(Actor actor, Interaction interaction) {
    ListingPosition after = request.after().orElse(null);
    if (after == null || !actor.equals(after.actor())) {
      return true;
    }
    int newer = Double.compare(after.timestamp(), interaction.timestamp());
    return newer != 0 ? newer > 0 : interaction.id().compareTo(after.interaction()) > 0;
  }

  private ListingPosition after(ListedInteraction row) {
    return new ListingPosition(
        snapshot.version(),
        ActorHash.of(request.database(), row.actor()),
        row.actor(),
        row.interaction().timestamp(),
        row.interaction().id());
  }

  @Override
  public void close() {
    actors.close();
  }
}
