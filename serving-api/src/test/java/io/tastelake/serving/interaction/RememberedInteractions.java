package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.log.EventLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Log and lake as a list in memory: what they promise, without how. */
public final class RememberedInteractions implements EventLog, Histories, Listings {

  private final List<LoggedEvent> events = new ArrayList<>();

  @Override
  public synchronized List<LoggedEvent> append(List<InteractionEvent> appended) {
    int first = events.size();
    appended.forEach(event -> events.add(new LoggedEvent(0, events.size(), event)));
    return List.copyOf(events.subList(first, events.size()));
  }

  /** The events of one database. */
  public synchronized List<InteractionEvent> events(DatabaseId database) {
    return events.stream()
        .map(LoggedEvent::event)
        .filter(event -> event.database().equals(database))
        .toList();
  }

  /** The same and where they stand. */
  public synchronized List<LoggedEvent> logged(DatabaseId database) {
    return events.stream().filter(each -> each.event().database().equals(database)).toList();
  }

  /** How many events there are. */
  public synchronized int size() {
    return events.size();
  }

  @Override
  public HistoryPart page(DatabaseId database, Actor actor, HistoryRequest request) {
    List<Interaction> rows =
        of(database, actor).interactions().stream()
            .filter(
                row ->
                    request.wantsType(row.type()) && request.wantsPosition(HistoryPosition.of(row)))
            .toList();
    boolean hasMore = rows.size() > request.amount();
    return new HistoryPart(hasMore ? rows.subList(0, request.amount()) : rows, hasMore);
  }

  @Override
  public Optional<Interaction> interaction(DatabaseId database, Actor actor, InteractionId id) {
    return of(database, actor).interaction(id);
  }

  private synchronized ActorHistory of(DatabaseId database, Actor actor) {
    return ActorHistory.of(
        events.stream()
            .filter(logged -> logged.event().database().equals(database))
            .filter(logged -> logged.event().actor().equals(actor))
            .toList());
  }

  /** A version is how many events there were. */
  @Override
  public synchronized ListingPage page(ListingRequest request) {
    long version = request.after().map(ListingPosition::version).orElse((long) events.size());
    List<ListedInteraction> rows =
        events.stream()
            .limit(version)
            .map(LoggedEvent::event)
            .filter(event -> event.database().equals(request.database()))
            .map(InteractionEvent::actor)
            .filter(actor -> actor.kind() == request.kind())
            .distinct()
            .sorted(
                Comparator.comparingLong((Actor a) -> ActorHash.of(request.database(), a))
                    .thenComparing(Actor::id))
            .flatMap(actor -> rows(request, actor, version))
            .dropWhile(row -> request.after().isPresent() && !isLast(request, row))
            .skip(request.after().isPresent() ? 1 : 0)
            .limit(request.amount() + 1L)
            .toList();
    if (rows.size() <= request.amount()) {
      return new ListingPage(rows, Optional.empty());
    }
    List<ListedInteraction> page = rows.subList(0, request.amount());
    return new ListingPage(page, Optional.of(position(request, page, version)));
  }

  private Stream<ListedInteraction> rows(ListingRequest request, Actor actor, long version) {
    ActorHistory history =
        ActorHistory.of(
            events.stream()
                .limit(version)
                .filter(logged -> logged.event().database().equals(request.database()))
                .filter(logged -> logged.event().actor().equals(actor))
                .toList());
    return history.interactions().stream()
        .filter(interaction -> request.window().holds(interaction.timestamp()))
        .map(interaction -> new ListedInteraction(actor, interaction));
  }

  private static boolean isLast(ListingRequest request, ListedInteraction row) {
    ListingPosition after = request.after().orElseThrow();
    return after.actor().equals(row.actor())
        && after.interaction().equals(row.interaction().id())
        && after.timestamp() == row.interaction().timestamp();
  }

  private static ListingPosition position(
      ListingRequest request, List<ListedInteraction> page, long version) {
    ListedInteraction last = page.get(page.size() - 1);
    return new ListingPosition(
        version,
        ActorHash.of(request.database(), last.actor()),
        last.actor(),
        last.interaction().timestamp(),
        last.interaction().id());
  }
}
