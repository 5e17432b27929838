package io.tastelake.domain.interaction;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What every event holds to. Whoever reads events, from the log or from the lake, asks here: an
 * event that breaks a rule came past the API and counts for nothing, everywhere. The rules take all
 * that the API takes; they do not know of which type a database's ids are. Thread-safe.
 */
public final class EventRules {

  /** Unix microseconds: the end of the year 9999. */
  private static final long LATEST_ACCEPTANCE = 253_402_300_799_999_999L;

  private final Predicate<String> properties;

  /**
   * @param properties whether a text is a JSON object within the API's limits
   */
  public EventRules(Predicate<String> properties) {
    this.properties = properties;
  }

  /** The rule that {@code event} breaks, if it breaks one. */
  public Optional<String> violation(InteractionEvent event) {
    return violation(event.actor(), ChangeColumns.of(event.change()), event.acceptedAt());
  }

  /**
   * The same of an event's parts. The sentence names the field, and quotes nothing of what stands
   * there.
   *
   * @param acceptedAt Unix microseconds
   */
  public Optional<String> violation(Actor actor, ChangeColumns change, long acceptedAt) {
    return Optional.ofNullable(problem(actor, change, acceptedAt));
  }

  private String problem(Actor actor, ChangeColumns change, long acceptedAt) {
    if (change.rating() != null && !Rating.isOnScale(change.rating())) {
      return "the rating is not 1 to 10";
    }
    if (!change.isChange()) {
      return "the " + change.operation() + " lacks a field";
    }
    if (acceptedAt < 0 || acceptedAt > LATEST_ACCEPTANCE) {
      return "accepted_at is not a time from 1970 to 9999";
    }
    String ids = problemOfIds(actor, change.item(), change.user());
    return ids != null ? ids : problemOfContent(change);
  }

  private static String problemOfIds(Actor actor, ItemId item, UserId user) {
    if (!IdText.isValid(actor.id())) {
      return "the actor's id is not " + IdText.ACCEPTED;
    }
    if (item != null && !IdText.isValid(item.value())) {
      return "the item id is not " + IdText.ACCEPTED;
    }
    return user != null && !IdText.isValid(user.value())
        ? "the user id is not " + IdText.ACCEPTED
        : null;
  }

  private String problemOfContent(ChangeColumns change) {
    if (change.type() != null && !InteractionType.isStorable(change.type())) {
      return "the interaction type is not text of at most 64 characters";
    }
    if (change.timestamp() != null && UnixSeconds.inRange(change.timestamp()).isEmpty()) {
      return "the timestamp is not " + UnixSeconds.ACCEPTED_NUMBERS;
    }
    return change.properties() != null && !properties.test(change.properties())
        ? "the properties are not a JSON object within the API's limits"
        : null;
  }
}
