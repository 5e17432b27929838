package io.tastelake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.store.ServedParityTable.Counted;
import io.tastelake.store.ServedParityTable.Row;
import io.tastelake.store.ServedSample.Extent;
import io.tastelake.store.ServedSample.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Samples of what was served, and what came of judging them. */
class ServedParityTablesTest extends TestDatabases {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BEN = new UserId("ben");
  private static final DatabaseId GONE = new DatabaseId("gone000000000000000000");

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
  private final ServedSamplesTable samples = new ServedSamplesTable(connection);
  private final ServedParityTable parity = new ServedParityTable(connection);

  private ServedSample rated(DatabaseId database, UserId user, Instant at) {
    Map<ItemId, Double> ratings = Map.of(new ItemId("a \"b\\"), 0.1 + 0.2, new ItemId("c"), 7.0);
    return ServedSample.ofRatings(database, user, at, ratings, Extent.WHOLE);
  }

  @Test
  void whatComesBackIsWhatWasServed() {
    float[] vector = {0.1f, -3e-12f, 0};
    ServedSample ofVector = ServedSample.ofVector(OTHER, BEN, now, "model", vector);
    ServedSample ofRatings = rated(SHOP, ANN, now);

    assertThat(samples.add(List.of(ofRatings, ofVector, rated(GONE, ANN, now)))).isEqualTo(2);

    List<ServedSample> read =
        samples.toJudge(now, 9).stream().map(ServedSamplesTable.Row::sample).toList();
    assertThat(read).containsExactlyInAnyOrder(ofRatings, ofVector);
    assertThat(ofRatings.kind()).isEqualTo(Kind.RATING);
    assertThat(ofRatings.ratings())
        .isEqualTo(Map.of(new ItemId("a \"b\\"), 0.1 + 0.2, new ItemId("c"), 7.0));
    assertThat(ofVector.kind()).isEqualTo(Kind.VECTOR);
    assertThat(ofVector.vector()).containsExactly(0.1f, -3e-12f, 0f);
  }

  @Test
  void eachIsJudgedOnce() {
    Instant before = now.minusSeconds(9);
    samples.add(List.of(rated(SHOP, ANN, before), rated(SHOP, BEN, before), rated(SHOP, BEN, now)));
    List<ServedSamplesTable.Row> due = samples.toJudge(before, 9);
    assertThat(due).hasSize(2);
    assertThat(samples.toJudge(before, 1)).isEqualTo(due.subList(0, 1));
    long id = due.get(0).id();

    assertThat(samples.judge(Map.of(id, ServedVerdict.EQUAL))).isOne();

    assertThat(samples.judge(Map.of(id, ServedVerdict.MISMATCH))).isZero();
    assertThat(samples.toJudge(before, 9)).isEqualTo(due.subList(1, 2));
    assertThat(samples.deleteOlder(now)).isEqualTo(2);
    assertThat(samples.toJudge(now, 9)).hasSize(1);
  }

  @Test
  void aForgottenUsersSamplesAreErasedUpToAMinuteAfterTheForget() {
    samples.add(
        List.of(
            rated(SHOP, ANN, now.minusSeconds(9)),
            rated(SHOP, ANN, now.plusSeconds(50)),
            rated(SHOP, ANN, now.plusSeconds(70)),
            rated(OTHER, ANN, now),
            rated(SHOP, BEN, now)));

    long deleted =
        samples.deleteOfForgotten(List.of(new ForgottenActor(SHOP, Actor.of(ANN), now, false)));

    assertThat(deleted).isEqualTo(2);
    assertThat(samples.toJudge(now.plus(Duration.ofDays(1)), 9)).hasSize(3);
  }

  @Test
  void whatIsOnItsWayWhenAUserIsForgottenIsNotKept() {
    postgres.execute(
        "INSERT INTO forgets (database_id, kind, actor_id, forget_id, forgotten_at)"
            + " VALUES (?, 'USER', 'ann', gen_random_uuid(), now())",
        SHOP.value());
    samples.add(List.of(rated(SHOP, ANN, now), rated(SHOP, BEN, now), rated(OTHER, ANN, now)));
    assertThat(samples.toJudge(now, 9))
        .extracting(row -> row.sample().database(), row -> row.sample().user())
        .containsExactlyInAnyOrder(tuple(SHOP, BEN), tuple(OTHER, ANN));
  }

  @Test
  void countsAddUpByDay() {
    Row equal = row(SHOP, 0, ServedVerdict.EQUAL, 5);
    Row wrong = row(SHOP, 0, ServedVerdict.MISMATCH, 1);
    Row older = row(SHOP, 1, ServedVerdict.EQUAL, 7);
    parity.add(List.of(equal, older, row(OTHER, 2, ServedVerdict.EQUAL, 9)));
    parity.add(List.of(equal, wrong, row(GONE, 0, ServedVerdict.EQUAL, 1)));

    Row twice = new Row(equal.counted(), 10);
    assertThat(parity.of(SHOP, 9)).containsExactly(twice, wrong, older);
    assertThat(parity.of(SHOP, 1)).containsExactly(twice, wrong);
    assertThat(parity.newest())
        .containsExactlyInAnyOrder(twice, wrong, row(OTHER, 2, ServedVerdict.EQUAL, 9));
  }

  @Test
  void countsOfMoreThanAYearAgoAreDeleted() {
    parity.add(List.of(row(SHOP, 402, ServedVerdict.EQUAL, 1)));
    parity.add(List.of(row(SHOP, 398, ServedVerdict.EQUAL, 1)));
    assertThat(parity.of(SHOP, 9)).hasSize(1);
  }

  private Row row(DatabaseId database, int daysAgo, ServedVerdict verdict, long amount) {
    return new Row(new Counted(database, today.minusDays(daysAgo), Kind.RATING, verdict), amount);
  }
}
