package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Histories;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.ScaledProperty;
import io.tastelake.domain.rating.ImplicitToExplicitParameters.Weight;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.rules.TestCounts;
import io.tastelake.stream.log.SourceRecord;
import io.tastelake.stream.store.DatabaseTaste;
import io.tastelake.stream.store.ModelSettings;
import io.tastelake.stream.store.StoreView;
import io.tastelake.stream.taste.Operators.Checkpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * In whatever order events arrive, and wherever the job fails: what is shown in the end is right.
 */
class ConvergenceTest {

  /** RESOLVEs of random histories name users 0 to 8. */
  private static final int USERS = 9;

  private static final List<ModelSettings> MODELS =
      List.of(
          new ModelSettings("model-a", 2, 2.0, 0.1, Centre.NEUTRAL),
          new ModelSettings("model-b", 2, 1.0, 0.2, new Centre(2.5)));

  private static final ImplicitToExplicitParameters PARAMETERS =
      new ImplicitToExplicitParameters(
          Map.of(
              "type-0", new Weight(1, Optional.empty()),
              "type-1", new Weight(-3, Optional.empty()),
              "type-2", new Weight(2, Optional.of(new ScaledProperty("n", 4))),
              "type-3", new Weight(-0.5, Optional.of(new ScaledProperty("n", 0.5))),
              "type-5", new Weight(4, Optional.of(new ScaledProperty("absent", 1))),
              "type-8", new Weight(1.5, Optional.empty())),
          OptionalDouble.of(1e-5),
          3);

  private static final StoreView WITHOUT_PARAMETERS =
      new StoreView(Map.of(Histories.DATABASE, new DatabaseTaste(Optional.empty(), MODELS)));

  private static final StoreView WITH_PARAMETERS =
      new StoreView(Map.of(Histories.DATABASE, new DatabaseTaste(Optional.of(PARAMETERS), MODELS)));

  @Provide
  Arbitrary<List<List<LoggedEvent>>> histories() {
    List<Arbitrary<List<LoggedEvent>>> actors = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      actors.add(Histories.of(Histories.DATABASE, Actor.of(user(i)), i % 2));
      actors.add(Histories.of(Histories.DATABASE, Actor.of(new SessionId("session-" + i)), i % 2));
    }
    return Combinators.combine(actors).as(Companions::added);
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void inTheOrderOfTheLog(
      @ForAll("histories") List<List<LoggedEvent>> histories, @ForAll("seeds") long seed)
      throws Exception {
    Random random = new Random(seed);
    for (int left = TestCounts.count(1, 50); left > 0; left--) {
      new Run(interleaved(histories, random), random, null).check();
    }
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void inAnyOrder(
      @ForAll("histories") List<List<LoggedEvent>> histories, @ForAll("seeds") long seed)
      throws Exception {
    Random random = new Random(seed);
    for (int left = TestCounts.count(1, 50); left > 0; left--) {
      new Run(shuffled(histories, random), random, null).check();
    }
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void inRocksDb(@ForAll("histories") List<List<LoggedEvent>> histories, @ForAll("seeds") long seed)
      throws Exception {
    Random random = new Random(seed);
    new Run(shuffled(histories, random), random, new EmbeddedRocksDBStateBackend()).check();
  }

  private static UserId user(int number) {
    return new UserId("user-" + number);
  }

  /** One order in which a job may read histories, each in its own order. */
  private static List<LoggedEvent> interleaved(List<List<LoggedEvent>> histories, Random random) {
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < histories.size(); i++) {
      turns.addAll(Collections.nCopies(histories.get(i).size(), i));
    }
    Collections.shuffle(turns, random);
    int[] next = new int[histories.size()];
    List<LoggedEvent> events = new ArrayList<>();
    turns.forEach(turn -> events.add(histories.get(turn).get(next[turn]++)));
    return events;
  }

  private static List<LoggedEvent> shuffled(List<List<LoggedEvent>> histories, Random random) {
    List<LoggedEvent> events = interleaved(histories, random);
    Collections.shuffle(events, random);
    return events;
  }

  private static ItemFactors factors(String model, int rank) {
    Map<ItemId, float[]> vectors = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      vectors.put(new ItemId("item-" + i), new float[] {i - 2, 1f / (i + 1)});
    }
    return ItemFactors.of(rank, vectors);
  }

  /** Events that arrive in an order, with failures on the way. */
  private static final class Run {

    private final List<LoggedEvent> events;
    private final Random random;
    private final StateBackend backend;
    private final ShownTastes shown = new ShownTastes();
    private Operators operators;
    private Checkpoint checkpoint;
    private int next;
    private int nextAtCheckpoint;
    private StoreView view = WITHOUT_PARAMETERS;

    Run(List<LoggedEvent> events, Random random, StateBackend backend) {
      this.events = events;
      this.random = random;
      this.backend = backend;
    }

    void check() throws Exception {
      restart();
      int failures = random.nextInt(4);
      while (next < events.size()) {
        LoggedEvent event = events.get(next++);
        operators.event(SourceRecord.decoded(event.partition(), event.offset(), event.event()));
        operators.deliver(random.nextInt(3));
        operators.advance(random.nextInt(40));
        if (random.nextInt(10) == 0) {
          checkpoint = operators.checkpoint(next);
          nextAtCheckpoint = next;
        }
        if (random.nextInt(15) == 0) {
          changeView();
        }
        if (failures > 0 && random.nextInt(20) == 0) {
          failures--;
          restart();
        }
      }
      finish();
    }

    private void restart() throws Exception {
      if (operators != null) {
        operators.close();
      }
      operators = Operators.start(ConvergenceTest::factors, shown::apply, backend, checkpoint);
      next = nextAtCheckpoint;
      operators.view(view);
    }

    private void changeView() throws Exception {
      view = view.equals(WITH_PARAMETERS) ? WITHOUT_PARAMETERS : WITH_PARAMETERS;
      operators.view(view);
    }

    private void finish() throws Exception {
      operators.deliver(Integer.MAX_VALUE);
      operators.advance(Operators.FLUSH.toMillis() + 1);
      operators.view(WITH_PARAMETERS);
      operators.close();
      PureTaste right = new PureTaste(events, PARAMETERS);
      IntStream.range(0, USERS)
          .mapToObj(ConvergenceTest::user)
          .forEach(
              user -> {
                right.assertIs(user, shown.ratings(user));
                MODELS.forEach(model -> assertRight(user, model, right.values(user)));
              });
    }

    private void assertRight(UserId user, ModelSettings model, Map<ItemId, Double> ratings) {
      float[] vector =
          FoldIn.into(
                  factors(model.id(), model.rank()), model.alpha(), model.lambda(), model.centre())
              .vector(ratings);
      shown
          .find(user)
          .map(update -> update.vectors().get(model.id()))
          .ifPresent(found -> assertThat(found).containsExactly(vector, within(1e-4f)));
    }
  }
}
