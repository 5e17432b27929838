package io.tastelake.stream.taste;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Change.Forgotten;
import io.tastelake.domain.interaction.Change.OfInteraction;
import io.tastelake.domain.interaction.Change.Rated;
import io.tastelake.domain.interaction.Change.Retracted;
import io.tastelake.domain.interaction.Change.Unrated;
import io.tastelake.domain.interaction.LoggedChange;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.lake.taste.ItemFactorsSource;
import io.tastelake.stream.interaction.ActorTombstones;
import io.tastelake.stream.interaction.UserInput;
import io.tastelake.stream.interaction.UserInput.Attributed;
import io.tastelake.stream.interaction.UserInput.Own;
import io.tastelake.stream.interaction.UserInput.Withdrawn;
import io.tastelake.stream.metric.JobMetric;
import io.tastelake.stream.model.ModelHandles;
import io.tastelake.stream.store.DatabaseTaste;
import io.tastelake.stream.store.StoreView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps what counts for each user, and a moment after a change says anew all that is to be shown:
 * so changes that follow one another closely cost one update. A FORGET is not waited for. Users of
 * a database without parameters wait for them.
 *
 * <p>Of two updates of a user the one with the greater revision knows more: the inputs of one
 * source come in the order of its log, so a restart from a checkpoint counts as before.
 */
final class UpdateTaste
    extends KeyedBroadcastProcessFunction<String, UserInput, StoreView, TasteUpdate>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private static final ListStateDescriptor<Long> GENERATION =
      new ListStateDescriptor<>("generation", Types.LONG);

  private static final ValueStateDescriptor<Boolean> WAITING =
      new ValueStateDescriptor<>("waiting", Types.BOOLEAN);

  private final String lake;
  private final Debounce debounce;
  private final Generations generations;
  private final ItemFactorsSource reader;

  private transient long generation;
  private transient ListState<Long> generationKept;
  private transient ModelHandles models;
  private transient TasteMaker maker;
  private transient UserState users;
  private transient ValueState<UserHead> heads;
  private transient ValueState<Boolean> waiting;
  private transient Counter updates;
  private transient Lag lag;

  /** How many milliseconds before it came the newest input was accepted. */
  private transient long behind;

  /**
   * @param lake the root that {@code reader} reads from; models of one lake are loaded once
   * @param debounce how long changes of one user are gathered
   */
  UpdateTaste(String lake, Debounce debounce, Generations generations, ItemFactorsSource reader) {
    this.lake = lake;
    this.debounce = debounce;
    this.generations = generations;
    this.reader = reader;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    generationKept = context.getOperatorStateStore().getUnionListState(GENERATION);
    generation = 0;
    for (long kept : generationKept.get()) {
      generation = Math.max(generation, kept);
    }
    if (generation == 0) {
      generation = generations.next();
    }
  }

  @Override
  public void open(OpenContext context) {
    models = ModelHandles.of(lake, reader);
    maker = new TasteMaker(models, getRuntimeContext().getMetricGroup());
    users = new UserState(getRuntimeContext());
    heads =
        getRuntimeContext().getState(new ValueStateDescriptor<>("user", UserHeadSerializer.TYPE));
    waiting = getRuntimeContext().getState(WAITING);
    updates = getRuntimeContext().getMetricGroup().counter(JobMetric.UPDATES.label());
    lag =
        getRuntimeContext()
            .getMetricGroup()
            .gauge(JobMetric.LAG.label(), new Lag(System::currentTimeMillis));
  }

  @Override
  public void processElement(UserInput input, ReadOnlyContext context, Collector<TasteUpdate> out)
      throws Exception {
    TimerService timers = context.timerService();
    String user = context.getCurrentKey();
    UserHead head = takeIn(user, input, head().plusOne(), timers);
    long now = timers.currentProcessingTime();
    if (input instanceof Own own) {
      behind = Math.max(0, now - own.change().acceptedAt() / 1_000);
    }
    if (input instanceof Own own && own.change().change() instanceof Forgotten) {
      heads.update(forgotten(user, head, context, out));
      return;
    }
    if (head.flushAt() == 0) {
      head = head.dueAt(now + debounce.millis(behind), now - behind);
      timers.registerProcessingTimeTimer(head.flushAt());
    }
    heads.update(head);
  }

  private UserHead takeIn(String user, UserInput input, UserHead head, TimerService timers)
      throws Exception {
    if (input instanceof Own own) {
      return takeIn(user, own.change(), head, timers);
    } else if (input instanceof Attributed attributed) {
      users.attribute(user, attributed, head.tombstones().decisions());
    } else if (input instanceof Withdrawn withdrawn) {
      users.withdraw(user, withdrawn.session());
    }
    return head;
  }

  private UserHead takeIn(String user, LoggedChange logged, UserHead head, TimerService timers)
      throws Exception {
    ActorTombstones tombstones = head.tombstones();
    Change change = logged.change();
    if (change instanceof OfInteraction ofInteraction) {
      users.join(user, ofInteraction, logged.stamp(), tombstones.decisions());
      return change instanceof Retracted ? head.with(marked(tombstones, timers)) : head;
    }
    if (change instanceof Rated rated) {
      users.join(user, rated.item(), logged, tombstones.decisions());
      return head;
    }
    if (change instanceof Unrated unrated) {
      users.join(user, unrated.item(), logged, tombstones.decisions());
      return head.with(marked(tombstones, timers));
    }
    if (change instanceof Forgotten) {
      ActorTombstones decided = marked(tombstones.plus(logged), timers);
      users.forget(user, decided.decisions());
      return head.with(decided);
    }
    return head; // RESOLVEs are of sessions alone
  }

  private static ActorTombstones marked(ActorTombstones tombstones, TimerService timers) {
    ActorTombstones now = tombstones.marked(timers.currentProcessingTime());
    if (now.purgeAt() != tombstones.purgeAt()) {
      timers.registerProcessingTimeTimer(now.purgeAt());
    }
    return now;
  }

  /** What was forgotten is shown no longer, though what is left may have to wait. */
  private UserHead forgotten(
      String key, UserHead head, ReadOnlyContext context, Collector<TasteUpdate> out)
      throws Exception {
    Databases databases = new Databases(context.getBroadcastState(Databases.STATE));
    UserHead flushed = flush(key, head, databases, out);
    if (flushed.waiting()) {
      out.collect(nothing(key, head));
    }
    return flushed;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<TasteUpdate> out)
      throws Exception {
    UserHead head = head();
    ActorTombstones tombstones = head.tombstones();
    if (tombstones.due(timestamp)) {
      users.purge(context.getCurrentKey(), tombstones.decisions());
      head = head.with(tombstones.purged());
    } else if (tombstones.purgeAt() == timestamp) {
      head = head.with(tombstones.postponed());
      context.timerService().registerProcessingTimeTimer(head.tombstones().purgeAt());
    }
    if (head.flushAt() != 0 && head.flushAt() <= timestamp) {
      if (head.changedAt() != 0) {
        lag.updated(context.timerService().currentProcessingTime() - head.changedAt());
      }
      head =
          flush(
              context.getCurrentKey(),
              head,
              new Databases(context.getBroadcastState(Databases.STATE)),
              out);
    }
    heads.update(head);
  }

  /** Says what is to be shown of the current key's user, or that it has to wait. */
  private UserHead flush(String key, UserHead head, Databases databases, Collector<TasteUpdate> out)
      throws Exception {
    Optional<DatabaseTaste> taste = databases.find(database(key));
    Optional<ImplicitToExplicitParameters> parameters = taste.flatMap(DatabaseTaste::parameters);
    Standing standing = users.standing(key, head.tombstones().decisions(), parameters);
    if (standing.isEmpty()) {
      updates.inc();
      out.collect(nothing(key, head));
    } else if (parameters.isEmpty()) {
      waiting.update(true);
      return head.flushed(true);
    } else {
      maker
          .update(nothing(key, head), standing, taste.get())
          .ifPresent(
              update -> {
                updates.inc();
                out.collect(update);
              });
    }
    if (head.waiting()) {
      waiting.clear();
    }
    return head.flushed(false);
  }

  @Override
  public void processBroadcastElement(StoreView view, Context context, Collector<TasteUpdate> out)
      throws Exception {
    BroadcastState<String, DatabaseTaste> state = context.getBroadcastState(Databases.STATE);
    Set<DatabaseId> appeared = Databases.replace(state, view);
    Databases databases = new Databases(state);
    models.want(databases.models());
    if (!appeared.isEmpty()) {
      context.applyToKeyedState(
          WAITING,
          (key, flag) -> {
            if (flag.value() != null && appeared.contains(database(key))) {
              heads.update(flush(key, head(), databases, out));
            }
          });
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    generationKept.update(List.of(generation));
  }

  @Override
  public void close() {
    if (models != null) {
      models.close();
    }
  }

  private UserHead head() throws Exception {
    UserHead head = heads.value();
    return head == null ? UserHead.of(generation) : head;
  }

  private static TasteUpdate nothing(String key, UserHead head) {
    return TasteUpdate.nothing(
        database(key), userId(key), head.revision(), head.tombstones().decisions().forgottenAt());
  }

  private static DatabaseId database(String key) {
    return UserInput.databaseOf(key);
  }

  private static UserId userId(String key) {
    return UserInput.userOf(key);
  }
}
