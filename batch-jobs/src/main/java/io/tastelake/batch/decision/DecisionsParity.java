package io.tastelake.batch.decision;

import io.tastelake.batch.interaction.LakeCatchUp;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.rating.DriftRecheck;
import io.tastelake.batch.store.StoreAccess;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Holds the given ratings and the owners of sessions that the online store has against those that
 * stand after all decisions in the lake. They must be equal.
 *
 * <p>Decisions go the other way than all else: the store has them first. So the store's state is
 * noted, then the outbox of that moment is waited for, then the log's end is asked for, then the
 * lake is read that covers it. What the lake knows more was decided meanwhile: a second look finds
 * it in the store as well.
 */
public final class DecisionsParity {

  /**
   * What was found.
   *
   * @param ratings given ratings that stand in the lake
   * @param sessions of owners, in the lake
   * @param drifted users and sessions about whom something else stands online, and stays so
   * @param moving users and sessions about whom something was just decided
   * @param named some of those who drifted
   */
  public record Found(long ratings, long sessions, long drifted, long moving, List<String> named) {}

  private final SparkSession spark;
  private final URI lake;
  private final StoreAccess store;
  private final LogEnd logEnd;
  private final Duration timeout;
  private long ratings;
  private long sessions;

  /** Waits for outbox and lake no longer than {@code timeout} each. */
  public DecisionsParity(
      SparkSession spark, URI lake, StoreAccess store, LogEnd logEnd, Duration timeout) {
    this.spark = spark;
    this.lake = lake;
    this.store = store;
    this.logEnd = logEnd;
    this.timeout = timeout;
  }

  /** Compares all databases. */
  public Found find(DriftRecheck looks) {
    DriftRecheck.Found found = looks.at(() -> look(looks.report()));
    return new Found(ratings, sessions, found.wrong().size(), found.moving(), found.named());
  }

  /**
   * The users and sessions on which the two differ now, by name, with a digest of the difference.
   */
  private Map<String, Integer> look(Consumer<String> progress) {
    ratings = 0;
    sessions = 0;
    try (OnlineDecisions online = OnlineDecisions.now(store)) {
      new OutboxCatchUp(store, timeout).passed(online.newestWaiting());
      LakeVersion covering = new LakeCatchUp(spark, lake, timeout).covering(logEnd.now(), progress);
      return differing(StandingDecisions.of(covering.rows(spark)).toLocalIterator(), online);
    }
  }

  private Map<String, Integer> differing(Iterator<Row> lake, OnlineDecisions online) {
    Map<String, Integer> differing = new HashMap<>();
    Iterator<Decided> shown = online.all();
    Decided left = following(lake, online);
    Decided right = following(shown);
    while (left != null || right != null) {
      int order = left == null ? 1 : right == null ? -1 : Decided.PLACE.compare(left, right);
      Decided standing = order <= 0 ? left : null;
      Decided held = order >= 0 ? right : null;
      if (!Objects.equals(standing, held)) {
        differing.merge(
            name(standing == null ? held : standing), Objects.hash(standing, held), Integer::sum);
      }
      left = order <= 0 ? following(lake, online) : left;
      right = order >= 0 ? following(shown) : right;
    }
    return differing;
  }

  /** The next one whose database still exists. */
  private Decided following(Iterator<Row> lake, OnlineDecisions online) {
    while (lake.hasNext()) {
      Decided decided = Decided.of(lake.next());
      if (online.know(decided.database())) {
        count(decided);
        return decided;
      }
    }
    return null;
  }

  private void count(Decided decided) {
    if (decided.owner() == null) {
      ratings++;
    } else {
      sessions++;
    }
  }

  private static Decided following(Iterator<Decided> shown) {
    return shown.hasNext() ? shown.next() : null;
  }

  private static String name(Decided decided) {
    return DriftRecheck.name(decided.database(), decided.actor());
  }
}
