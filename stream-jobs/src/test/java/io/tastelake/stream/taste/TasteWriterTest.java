package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import io.tastelake.domain.taste.Revision;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.RefusedTastesTable;
import io.tastelake.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An update that the store refuses stops no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasteWriterTest {

  private static final DatabaseId SHOP = DatabaseId.of(new UUID(1, 1));
  private static final DatabaseId OTHER = DatabaseId.of(new UUID(2, 2));
  private static final UserId POISON = new UserId("x\u0000");

  private final Clock clock = new Clock();
  private StoredTastes store;
  private TasteWriter writer;

  @BeforeAll
  void start() throws Exception {
    store = new StoredTastes();
  }

  @AfterAll
  void stop() throws Exception {
    store.close();
  }

  @BeforeEach
  void addDatabases() throws Exception {
    store.addDatabase(SHOP);
    store.addDatabase(OTHER);
    writer = writer();
  }

  @AfterEach
  void removeDatabases() throws Exception {
    writer.close();
    store.removeDatabase(SHOP);
    store.removeDatabase(OTHER);
  }

  private TasteWriter writer() {
    TasteStore tastes = new TasteStore(store.access());
    return new TasteWriter(
        tastes,
        new RefusedUpdates(tastes, new UnregisteredMetricsGroup()),
        clock,
        new UnregisteredMetricsGroup());
  }

  @Test
  void oneRefusedUpdateOfManyStandsAlone() throws Exception {
    for (int i = 0; i < 90; i++) {
      writer.write(update(SHOP, new UserId("user-" + i), 1, "lamp"), null);
    }
    writer.write(update(SHOP, POISON, 1, "lamp"), null);
    writer.write(update(OTHER, new UserId("bob"), 1, "sofa"), null);
    writer.flush(false);
    for (int i = 0; i < 90; i++) {
      assertThat(shown(SHOP, "user-" + i)).containsOnlyKeys(new ItemId("lamp"));
    }
    assertThat(shown(OTHER, "bob")).containsOnlyKeys(new ItemId("sofa"));
    assertThat(writer.snapshotState(1)).extracting(TasteUpdate::user).containsExactly(POISON);
    assertThat(refused())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.database()).isEqualTo(SHOP);
              assertThat(found.users()).isEqualTo(1);
              assertThat(found.reason()).contains("invalid byte sequence");
            });
  }

  @Test
  void aDatabaseOfRefusedUpdatesStopsNoOther() throws Exception {
    for (int i = 0; i < 30; i++) {
      writer.write(update(SHOP, new UserId("user-" + i), 1, "\u0000"), null);
      writer.write(update(OTHER, new UserId("user-" + i), 1, "lamp"), null);
    }
    writer.flush(false);
    for (int i = 0; i < 30; i++) {
      assertThat(shown(OTHER, "user-" + i)).containsOnlyKeys(new ItemId("lamp"));
    }
    assertThat(refused())
        .extracting(RefusedTastesTable.Refused::database, RefusedTastesTable.Refused::users)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(SHOP, 30L));
  }

  @Test
  void aNewerUpdateTakesTheRefusedOnesPlace() throws Exception {
    writer.write(update(SHOP, new UserId("ann"), 1, "\u0000"), null);
    writer.flush(false);
    writer.write(update(SHOP, new UserId("ann"), 2, "desk"), null);
    writer.flush(false);
    assertThat(shown(SHOP, "ann")).isEmpty();
    clock.advance(1_500);
    assertThat(shown(SHOP, "ann")).containsOnlyKeys(new ItemId("desk"));
    assertThat(refused()).isEmpty();
    assertThat(writer.snapshotState(1)).isEmpty();
  }

  @Test
  void attemptsComeLessAndLessOften() throws Exception {
    writer.write(update(SHOP, POISON, 1, "lamp"), null);
    writer.flush(false);
    for (int second = 0; second < 120; second++) {
      clock.advance(1_000);
    }
    int attempts = store.count("SELECT attempts FROM refused_tastes");
    assertThat(attempts).isBetween(5, 8);
  }

  @Test
  void whatIsHeldOutlivesARestart() throws Exception {
    writer.write(update(SHOP, new UserId("ann"), 1, "\u0000"), null);
    writer.flush(false);
    List<TasteUpdate> held = new ArrayList<>();
    HeldUpdateSerializer state = new HeldUpdateSerializer();
    for (TasteUpdate update : writer.snapshotState(1)) {
      held.add(state.deserialize(state.getVersion(), state.serialize(update)));
    }
    TasteWriter restored = writer();
    restored.restore(held);
    assertThat(restored.snapshotState(2))
        .singleElement()
        .isEqualTo(update(SHOP, new UserId("ann"), 1, "\u0000"));
    restored.close();
  }

  @Test
  void aStoreThatIsAwayIsNobodysFault() throws Exception {
    writer.write(update(SHOP, new UserId("ann"), 1, "lamp"), null);
    store.goAway();
    try {
      assertThatThrownBy(() -> writer.flush(false)).isInstanceOf(StoreException.class);
      assertThat(writer.snapshotState(1)).isEmpty();
    } finally {
      store.comeBack();
    }
  }

  private Map<ItemId, Rating> shown(DatabaseId database, String user) throws Exception {
    return store.ratings(database, new UserId(user));
  }

  private List<RefusedTastesTable.Refused> refused() {
    return OnlineStore.over(store.access()::connect)
        .with(connection -> new RefusedTastesTable(connection).recent());
  }

  private static TasteUpdate update(DatabaseId database, UserId user, long revision, String item) {
    return new TasteUpdate(
        database,
        user,
        new Revision(1, revision),
        0,
        Map.of(new ItemId(item), new Rating(7, 1)),
        Map.of());
  }

  /** Time that passes when it is told to. */
  private static final class Clock implements ProcessingTimeService {

    private record Timer(long at, ProcessingTimeCallback callback) {}

    private final List<Timer> timers = new ArrayList<>();
    private long now = 1_000_000;

    void advance(long millis) throws Exception {
      now += millis;
      List<Timer> due = timers.stream().filter(timer -> timer.at() <= now).toList();
      timers.removeAll(due);
      for (Timer timer : due) {
        timer.callback().onProcessingTime(now);
      }
    }

    @Override
    public long getCurrentProcessingTime() {
      return now;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long at, ProcessingTimeCallback callback) {
      timers.add(new Timer(at, callback));
      return null;
    }
  }
}
