package io.tastelake.stream.session;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.domain.interaction.Ownership;
import io.tastelake.stream.interaction.ActorDecisions;
import io.tastelake.stream.interaction.KeptInteractions;
import io.tastelake.stream.interaction.KeptInteractions.Change;
import io.tastelake.stream.interaction.Marks;
import io.tastelake.stream.interaction.MarksSerializer;
import io.tastelake.stream.interaction.UserInput;
import io.tastelake.stream.interaction.UserInput.Attributed;
import io.tastelake.stream.interaction.UserInput.Withdrawn;
import io.tastelake.stream.log.SourceRecord;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps what happened in each session, and tells the session's owner what of it counts: all of it
 * once there is an owner, then each change. Should the owner change, or a FORGET hide something,
 * what was told is withdrawn, and what still stands is told anew. So any order of arrival ends the
 * same, and an owner needs to know nothing of a session's FORGETs and offsets.
 */
public final class AttributeSessions extends KeyedProcessFunction<String, SourceRecord, UserInput> {

  private static final long serialVersionUID = 1L;

  private transient KeptInteractions interactions;
  private transient ValueState<Marks> marks;
  private transient Counter attributed;
  private transient Counter withdrawals;

  /** The key of a session's state. */
  public static String key(SourceRecord record) {
    InteractionEvent event = record.row().orElseThrow().event();
    return event.database().value() + event.actor().id();
  }

  @Override
  public void open(OpenContext context) {
    interactions = KeptInteractions.in(getRuntimeContext(), "interactions");
    marks =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("marks", MarksSerializer.TYPE.createSerializer(null)));
    attributed = getRuntimeContext().getMetricGroup().counter("attributedInteractions");
    withdrawals = getRuntimeContext().getMetricGroup().counter("withdrawnSessions");
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<UserInput> out)
      throws Exception {
    LoggedEvent event = record.row().orElseThrow();
    Marks known = known();
    Session session = Session.of(event.event());
    switch (event.event().operation()) {
      case RECORD, AMEND, RETRACT -> join(event, known, session, context, out);
      case RESOLVE, FORGET -> decide(event, known, session, context, out);
      case RATE, UNRATE -> {} // sessions give no ratings
    }
  }

  private record Session(DatabaseId database, SessionId id) {

    static Session of(InteractionEvent event) {
      return new Session(event.database(), new SessionId(event.actor().id()));
    }
  }

  private void join(
      LoggedEvent event, Marks known, Session session, Context context, Collector<UserInput> out)
      throws Exception {
    Change change = interactions.join(event, known.decisions());
    if (event.event().operation() == Operation.RETRACT) {
      remember(known.marked(now(context)), known, context);
    }
    Optional<Ownership> owner = known.decisions().ownership();
    if (owner.isPresent() && change.isOne()) {
      tell(owner.get(), session, event.event().interaction(), change.after(), out);
    }
  }

  private void decide(
      LoggedEvent event, Marks known, Session session, Context context, Collector<UserInput> out)
      throws Exception {
    Marks decided = known.plus(event);
    if (event.event().operation() == Operation.FORGET) {
      decided = decided.marked(now(context));
      interactions.forget(decided.decisions());
    }
    remember(decided, known, context);
    retell(known.decisions(), decided.decisions(), session, out);
  }

  private void retell(
      ActorDecisions before, ActorDecisions after, Session session, Collector<UserInput> out)
      throws Exception {
    Optional<Ownership> owner = after.ownership();
    if (owner.equals(before.ownership()) && after.forgottenBelow() == before.forgottenBelow()) {
      return;
    }
    before.ownership().ifPresent(former -> withdraw(former.user(), session, out));
    if (owner.isPresent()) {
      for (Map.Entry<InteractionId, Interaction> standing : interactions.standing(after)) {
        tell(owner.get(), session, standing.getKey(), Optional.of(standing.getValue()), out);
      }
    }
  }

  private void withdraw(UserId former, Session session, Collector<UserInput> out) {
    withdrawals.inc();
    out.collect(new Withdrawn(session.database(), former, session.id()));
  }

  private void tell(
      Ownership owner,
      Session session,
      InteractionId interaction,
      Optional<Interaction> content,
      Collector<UserInput> out) {
    attributed.inc();
    out.collect(
        new Attributed(
            session.database(), owner.user(), session.id(), owner.since(), interaction, content));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<UserInput> out)
      throws Exception {
    Marks known = known();
    if (known.due(timestamp)) {
      interactions.purge(known.decisions());
      Marks left = known.purged();
      if (left.equals(Marks.NONE)) {
        marks.clear();
      } else {
        marks.update(left);
      }
    } else if (known.purgeAt() == timestamp) {
      remember(known.postponed(), known, context);
    }
  }

  private Marks known() throws Exception {
    Marks known = marks.value();
    return known == null ? Marks.NONE : known;
  }

  private void remember(Marks now, Marks before, Context context) throws Exception {
    if (now.purgeAt() != before.purgeAt()) {
      context.timerService().registerProcessingTimeTimer(now.purgeAt());
    }
    marks.update(now);
  }

  private static long now(Context context) {
    return context.timerService().currentProcessingTime();
  }
}
