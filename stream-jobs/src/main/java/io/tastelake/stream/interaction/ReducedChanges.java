package io.tastelake.stream.interaction;

import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.util.Optional;

/** Events without what a rating does not depend on: of properties only the numbers are kept. */
public final class ReducedChanges {

  private ReducedChanges() {}

  /** The event with its properties reduced to numbers. */
  public static LoggedEvent of(LoggedEvent logged) {
    InteractionEvent event = logged.event();
    return ChangeColumns.propertiesOf(event.change()) == null
        ? logged
        : new LoggedEvent(
            logged.partition(),
            logged.offset(),
            new InteractionEvent(
                event.database(), event.actor(), event.acceptedAt(), reduced(event.change())));
  }

  private static Change reduced(Change change) {
    if (change instanceof Change.Recorded recorded) {
      Interaction whole = recorded.content();
      return new Change.Recorded(
          new Interaction(
              whole.id(),
              whole.item(),
              whole.type(),
              whole.timestamp(),
              NumericProperties.reduced(whole.properties())));
    }
    return change instanceof Change.Amended amended
        ? new Change.Amended(amended.interaction(), reduced(amended.amendment()))
        : change;
  }

  /** An AMEND that takes all numbers away says so. */
  private static Amendment reduced(Amendment amendment) {
    Optional<String> properties =
        amendment
            .properties()
            .map(all -> Optional.ofNullable(NumericProperties.reduced(all)).orElse("{}"));
    return new Amendment(amendment.item(), amendment.type(), amendment.timestamp(), properties);
  }
}
