package io.tastelake.batch.repair;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the lake lacks of one actor: the events of the log without which it tells another history.
 *
 * <p>Compaction folds amendments into RECORDs and drops what hides nothing any more, so rows that
 * are missing need not be lost, and a RECORD that is put back alone may revive what was retracted
 * or forgotten. Hence everything is put back that the log holds of an actor whose history differs,
 * RETRACTs and FORGETs included; of what is forgotten only that it was, without content.
 *
 * <p>Just after its beginning the log may hold retries alone, of events that retention has removed.
 * No RECORD is put back from there, since what was retracted would come back with its retry; and a
 * FORGET that the lake does not have hides what would be put back, but nothing that the lake shows.
 */
final class LackedEvents {

  /**
   * What the online store says of an actor that it was told to forget.
   *
   * @param below offsets below are forgotten
   * @param at Unix microseconds; decisions accepted until then are forgotten
   */
  record Forgotten(long below, long at) {

    static final Forgotten NOTHING = new Forgotten(0, Long.MIN_VALUE);

    Forgotten and(Forgotten other) {
      return new Forgotten(Math.max(below, other.below), Math.max(at, other.at));
    }
  }

  private final List<LoggedEvent> lake;
  private final List<LoggedEvent> log;
  private final long retriesUntil;
  private final Set<InteractionId> forgetsInLake;
  private final Forgotten online;
  private final ActorHistory known;
  private final long forgottenBelow;
  private final long perhapsForgottenBelow;

  private LackedEvents(
      List<LoggedEvent> lake, List<LoggedEvent> log, long retriesUntil, Forgotten online) {
    this.lake = lake;
    this.log = log;
    this.retriesUntil = retriesUntil;
    this.online = online;
    this.forgetsInLake = forgets(lake);
    this.known = ActorHistory.of(lake);
    log.stream().filter(event -> isSure(event)).forEach(known::add);
    this.forgottenBelow = Math.max(known.forgottenBelow(), online.below());
    ActorHistory all = ActorHistory.of(lake);
    log.forEach(all::add);
    this.perhapsForgottenBelow = Math.max(forgottenBelow, all.forgottenBelow());
  }

  /**
   * Those of one actor, to be joined to its rows; none if the lake tells the same without them.
   *
   * @param lake the actor's rows
   * @param log the actor's events that the log holds and the lake's position covers
   * @param retriesUntil Unix microseconds: what was accepted until then may be the retry of an
   *     event that the log no longer holds
   */
  static List<LoggedEvent> of(
      List<LoggedEvent> lake, List<LoggedEvent> log, long retriesUntil, Forgotten online) {
    List<LoggedEvent> lacked = new LackedEvents(lake, log, retriesUntil, online).candidates();
    ActorHistory without = ActorHistory.of(lake);
    ActorHistory with = ActorHistory.of(lake);
    lacked.forEach(with::add);
    return tellTheSame(without, with) ? List.of() : lacked;
  }

  private static boolean tellTheSame(ActorHistory one, ActorHistory other) {
    return one.interactions().equals(other.interactions())
        && one.givenRatings().equals(other.givenRatings())
        && one.ownership().equals(other.ownership());
  }

  private List<LoggedEvent> candidates() {
    List<LoggedEvent> candidates = new ArrayList<>();
    Set<LoggedEvent> there = new HashSet<>(lake);
    for (LoggedEvent event : log) {
      candidate(event).filter(each -> !there.contains(each)).ifPresent(candidates::add);
    }
    return candidates;
  }

  private Optional<LoggedEvent> candidate(LoggedEvent event) {
    Change change = event.event().change();
    if (change instanceof Change.Forgotten) {
      return isSure(event) ? Optional.of(event) : Optional.empty();
    } else if (change instanceof Change.Retracted) {
      return Optional.of(event);
    } else if (change instanceof Change.Decision) {
      return known.forgot(event.change()) || event.event().acceptedAt() <= online.at()
          ? Optional.empty()
          : Optional.of(event);
    } else if (event.offset() < forgottenBelow) {
      return change instanceof Change.Recorded recorded
          ? Optional.of(emptied(event, recorded))
          : Optional.empty();
    }
    return event.offset() < perhapsForgottenBelow || mayBeRetry(event)
        ? Optional.empty()
        : Optional.of(event);
  }

  /** So that a later retry stays hidden, too. */
  private static LoggedEvent emptied(LoggedEvent event, Change.Recorded recorded) {
    InteractionEvent was = event.event();
    return new LoggedEvent(
        event.partition(),
        event.offset(),
        InteractionEvent.retract(
            was.database(), was.actor(), recorded.interaction(), was.acceptedAt()));
  }

  /** Whether a RECORD may be the retry of one that was retracted before the log begins. */
  private boolean mayBeRetry(LoggedEvent event) {
    return event.event().acceptedAt() <= retriesUntil
        && event.event().change() instanceof Change.Recorded;
  }

  /** Whether an event is no FORGET that may be the retry of one that nobody has any more. */
  private boolean isSure(LoggedEvent event) {
    return !(event.event().change() instanceof Change.Forgotten forgotten)
        || event.event().acceptedAt() > retriesUntil
        || forgotten.id().isEmpty()
        || forgetsInLake.contains(forgotten.id().get());
  }

  private static Set<InteractionId> forgets(List<LoggedEvent> events) {
    Set<InteractionId> ids = new HashSet<>();
    for (LoggedEvent event : events) {
      if (event.event().change() instanceof Change.Forgotten forgotten) {
        forgotten.id().ifPresent(ids::add);
      }
    }
    return ids;
  }
}
