package io.tastelake.stream.taste;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whoever forgets a user forgets the user's sessions at the same moment, with the same id. */
final class Companions {

  /** How much room is made between two offsets. */
  private static final int ROOM = 64;

  private Companions() {}

  /** Histories, one of each actor, with the FORGETs of sessions that those of users bring about. */
  static List<List<LoggedEvent>> added(List<List<LoggedEvent>> histories) {
    List<InteractionEvent> forgets =
        histories.stream()
            .flatMap(List::stream)
            .map(LoggedEvent::event)
            .filter(event -> event.actor().kind() == Actor.Kind.USER)
            .filter(event -> forgetId(event).isPresent())
            .distinct()
            .sorted(Comparator.comparingLong(InteractionEvent::acceptedAt))
            .toList();
    return histories.stream().map(history -> added(history, forgets)).toList();
  }

  private static List<LoggedEvent> added(
      List<LoggedEvent> history, List<InteractionEvent> forgetsOfUsers) {
    List<LoggedEvent> events = new ArrayList<>();
    history.forEach(
        event ->
            events.add(new LoggedEvent(event.partition(), ROOM * event.offset(), event.event())));
    if (history.isEmpty() || history.get(0).event().actor().kind() == Actor.Kind.USER) {
      return events;
    }
    for (InteractionEvent forget : forgetsOfUsers) {
      List<LoggedEvent> before =
          events.stream().filter(event -> acceptedUntil(forget, event.event())).toList();
      if (owner(before).equals(Optional.of(new UserId(forget.actor().id())))) {
        events.add(before.size(), companion(forget, before.get(before.size() - 1)));
      }
    }
    return events;
  }

  private static boolean acceptedUntil(InteractionEvent forget, InteractionEvent event) {
    return event.acceptedAt() <= forget.acceptedAt();
  }

  private static Optional<UserId> owner(List<LoggedEvent> events) {
    return ActorHistory.of(events).owner();
  }

  private static LoggedEvent companion(InteractionEvent forget, LoggedEvent last) {
    InteractionEvent event = last.event();
    return new LoggedEvent(
        last.partition(),
        last.offset() + 1,
        InteractionEvent.forget(
            event.database(), event.actor(), forgetId(forget).orElseThrow(), forget.acceptedAt()));
  }

  private static Optional<InteractionId> forgetId(InteractionEvent event) {
    return event.change() instanceof Change.Forgotten forgotten ? forgotten.id() : Optional.empty();
  }
}
