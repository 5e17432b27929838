package io.tastelake.stream.session;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change.Forgotten;
import io.tastelake.domain.interaction.Change.OfInteraction;
import io.tastelake.domain.interaction.Change.Resolved;
import io.tastelake.domain.interaction.Change.Retracted;
import io.tastelake.domain.interaction.InteractionContent;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Ownership;
import io.tastelake.domain.interaction.Stamp;
import io.tastelake.stream.interaction.ActorDecisions;
import io.tastelake.stream.interaction.ActorTombstones;
import io.tastelake.stream.interaction.ActorTombstonesSerializer;
import io.tastelake.stream.interaction.InteractionsState;
import io.tastelake.stream.interaction.InteractionsState.Transition;
import io.tastelake.stream.interaction.UserInput;
import io.tastelake.stream.interaction.UserInput.Attributed;
import io.tastelake.stream.interaction.UserInput.Withdrawn;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.metric.JobMetric;
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

  private transient InteractionsState interactions;
  private transient ValueState<ActorTombstones> tombstones;
  private transient Counter attributed;
  private transient Counter withdrawals;

  /** The key of a session's state. */
  public static String key(SourceRecord record) {
    InteractionEvent event = record.row().orElseThrow().event();
    return event.database().value() + event.actor().id();
  }

  @Override
  public void open(OpenContext context) {
    interactions = InteractionsState.in(getRuntimeContext(), "interactions");
    tombstones =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "marks", ActorTombstonesSerializer.TYPE.createSerializer(null)));
    attributed =
        getRuntimeContext().getMetricGroup().counter(JobMetric.ATTRIBUTED_INTERACTIONS.label());
    withdrawals =
        getRuntimeContext().getMetricGroup().counter(JobMetric.WITHDRAWN_SESSIONS.label());
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<UserInput> out)
      throws Exception {
    LoggedEvent event = record.row().orElseThrow();
    ActorTombstones known = known();
    Session session = Session.of(event.event());
    LoggedChange change = event.change();
    if (change.change() instanceof OfInteraction ofInteraction) {
      join(ofInteraction, change.stamp(), known, session, context, out);
    } else if (change.change() instanceof Resolved || change.change() instanceof Forgotten) {
      decide(change, known, session, context, out);
    }
  }

  private record Session(DatabaseId database, SessionId id) {

    static Session of(InteractionEvent event) {
      return new Session(event.database(), new SessionId(event.actor().id()));
    }
  }

  private void join(
      OfInteraction change,
      Stamp at,
      ActorTombstones known,
      Session session,
      Context context,
      Collector<UserInput> out)
      throws Exception {
    Transition transition = interactions.join(change, at, known.decisions());
    if (change instanceof Retracted) {
      remember(known.marked(now(context)), known, context);
    }
    Optional<Ownership> owner = known.decisions().ownership();
    if (owner.isPresent() && transition.isOne()) {
      tell(owner.get(), session, change.interaction(), transition.after(), out);
    }
  }

  private void decide(
      LoggedChange change,
      ActorTombstones known,
      Session session,
      Context context,
      Collector<UserInput> out)
      throws Exception {
    ActorTombstones decided = known.plus(change);
    if (change.change() instanceof Forgotten) {
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
      for (Map.Entry<InteractionId, InteractionContent> standing : interactions.standing(after)) {
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
      Optional<InteractionContent> content,
      Collector<UserInput> out) {
    attributed.inc();
    out.collect(
        new Attributed(
            session.database(), owner.user(), session.id(), owner.since(), interaction, content));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<UserInput> out)
      throws Exception {
    ActorTombstones known = known();
    if (known.due(timestamp)) {
      interactions.purge(known.decisions());
      ActorTombstones left = known.purged();
      if (left.equals(ActorTombstones.NONE)) {
        tombstones.clear();
      } else {
        tombstones.update(left);
      }
    } else if (known.purgeAt() == timestamp) {
      remember(known.postponed(), known, context);
    }
  }

  private ActorTombstones known() throws Exception {
    ActorTombstones known = tombstones.value();
    return known == null ? ActorTombstones.NONE : known;
  }

  private void remember(ActorTombstones now, ActorTombstones before, Context context)
      throws Exception {
    if (now.purgeAt() != before.purgeAt()) {
      context.timerService().registerProcessingTimeTimer(now.purgeAt());
    }
    tombstones.update(now);
  }

  private static long now(Context context) {
    return context.timerService().currentProcessingTime();
  }
}
