package io.tastelake.batch.parity;

import static io.tastelake.batch.parity.Story.ANN;
import static io.tastelake.batch.parity.Story.BOOK;
import static io.tastelake.batch.parity.Story.LAMP;
import static io.tastelake.batch.parity.Story.PARAMETERS;
import static io.tastelake.batch.parity.Story.SHOP;
import static io.tastelake.batch.parity.Story.rating;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import io.tastelake.domain.taste.FoldIn;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.store.ParametersTable;
import io.tastelake.store.ServedSample;
import io.tastelake.store.ServedSample.Extent;
import io.tastelake.store.ServedVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What was served is held against all that may have been served at that moment, and nothing else.
 */
final class JudgeTest {

  private static final Instant SERVED = Instant.parse("2026-01-02T12:00:00Z");
  private static final Instant LONG_BEFORE = SERVED.minus(Duration.ofDays(3));
  private static final String MODEL = "model";

  private final Story story = new Story(SERVED);

  private static Judge judge() {
    return judge(LONG_BEFORE, Optional.of(LONG_BEFORE.plusSeconds(9)));
  }

  private static Judge judge(Instant updatedAt, Optional<Instant> appliedAt) {
    return new Judge(
        PARAMETERS,
        Optional.of(new ParametersTable.Standing(updatedAt, appliedAt)),
        model -> model.equals(MODEL) ? Optional.of(foldIn()) : Optional.empty(),
        Duration.ofMinutes(1));
  }

  private static FoldIn foldIn() {
    ItemFactors factors =
        ItemFactors.of(2, Map.of(BOOK, new float[] {1, 0.5f}, LAMP, new float[] {-0.5f, 2}));
    return FoldIn.into(factors, 1, 0.1, Centre.NEUTRAL);
  }

  private Map<ServedVerdict, Long> all(Map<ItemId, Double> ratings) {
    return ratings(ratings, Extent.WHOLE);
  }

  private Map<ServedVerdict, Long> ratings(Map<ItemId, Double> ratings, Extent extent) {
    return judge()
        .judge(ServedSample.ofRatings(SHOP, ANN, SERVED, ratings, extent), story.pasts())
        .counts();
  }

  private ServedVerdict vector(String model, float... numbers) {
    ServedSample sample = ServedSample.ofVector(SHOP, ANN, SERVED, model, numbers);
    return judge().judge(sample, story.pasts()).verdict();
  }

  private static Map<ServedVerdict, Long> one(ServedVerdict verdict) {
    return Map.of(verdict, 1L);
  }

  @Test
  void whatFollowsIsEqual() {
    story.did(3_000, BOOK, "view").did(2_000, BOOK, "buy").did(2_000, LAMP, "view");
    assertThat(all(Map.of(BOOK, rating(4), LAMP, rating(1) + 9e-7)))
        .isEqualTo(Map.of(ServedVerdict.EQUAL, 2L));
    assertThat(all(Map.of(BOOK, rating(4), LAMP, rating(1) + 2e-6)))
        .isEqualTo(Map.of(ServedVerdict.EQUAL, 1L, ServedVerdict.MISMATCH, 1L));
  }

  @Test
  void whatIsNotServedIsMissingIfItWasAskedFor() {
    story.did(3_000, BOOK, "view").did(2_000, LAMP, "view");
    assertThat(all(Map.of(BOOK, rating(1))))
        .isEqualTo(Map.of(ServedVerdict.EQUAL, 1L, ServedVerdict.MISSING, 1L));
    assertThat(all(Map.of())).isEqualTo(Map.of(ServedVerdict.MISSING, 2L));
    assertThat(ratings(Map.of(BOOK, rating(1)), Extent.PART)).isEqualTo(one(ServedVerdict.EQUAL));
  }

  @Test
  void whatNothingLeadsToIsExtra() {
    story.did(3_000, BOOK, "view").did(900, LAMP, "view").retracted(61, 1);
    assertThat(all(Map.of(BOOK, rating(1), LAMP, rating(1))))
        .isEqualTo(Map.of(ServedVerdict.EQUAL, 1L, ServedVerdict.EXTRA, 1L));
  }

  @Test
  void whoDidNothingIsServedNothing() {
    assertThat(all(Map.of())).isEmpty();
    assertThat(all(Map.of(BOOK, 7.0))).isEqualTo(one(ServedVerdict.EXTRA));
  }

  @Test
  void whatWasRightAMinuteAgoIsStaleAndLegal() {
    story.did(3_000, BOOK, "view").did(59, BOOK, "buy").did(30, BOOK, "return");
    for (double sum : new double[] {1, 4, 2}) {
      assertThat(all(Map.of(BOOK, rating(sum)))).isEqualTo(one(ServedVerdict.EQUAL));
    }
    assertThat(all(Map.of(BOOK, rating(3)))).isEqualTo(one(ServedVerdict.MISMATCH));
    assertThat(all(Map.of(BOOK, rating(-1)))).isEqualTo(one(ServedVerdict.MISMATCH));
  }

  @Test
  void whatWasRightBeforeThatIsNot() {
    story.did(3_000, BOOK, "view").did(61, BOOK, "buy");
    assertThat(all(Map.of(BOOK, rating(1)))).isEqualTo(one(ServedVerdict.MISMATCH));
  }

  @Test
  void whatComesLaterDoesNotCountButForClocksThatDiffer() {
    story.did(3_000, BOOK, "view").did(-6, BOOK, "buy").did(-4, LAMP, "view");
    assertThat(all(Map.of(BOOK, rating(1)))).isEqualTo(one(ServedVerdict.EQUAL));
    assertThat(all(Map.of(BOOK, rating(1), LAMP, rating(1))))
        .isEqualTo(Map.of(ServedVerdict.EQUAL, 2L));
    assertThat(all(Map.of(BOOK, rating(4)))).isEqualTo(one(ServedVerdict.MISMATCH));
  }

  @Test
  void anItemThatIsNewOrJustGoneMayBeServedOrNot() {
    story.did(20, BOOK, "view").did(900, LAMP, "buy").retracted(10, 1);
    assertThat(all(Map.of())).isEmpty();
    assertThat(all(Map.of(BOOK, rating(1), LAMP, rating(3))))
        .isEqualTo(Map.of(ServedVerdict.EQUAL, 2L));
  }

  @Test
  void anAmendmentIsAChangeLikeOthers() {
    story.did(900, BOOK, "view").amended(30, 0, "buy").amended(-100, 0, "return");
    assertThat(all(Map.of(BOOK, rating(1)))).isEqualTo(one(ServedVerdict.EQUAL));
    assertThat(all(Map.of(BOOK, rating(3)))).isEqualTo(one(ServedVerdict.EQUAL));
    assertThat(all(Map.of(BOOK, rating(-2)))).isEqualTo(one(ServedVerdict.MISMATCH));
  }

  @Test
  void sessionsCountOnceTheyAreResolvedAndArriveByThemselves() {
    story
        .did(3_000, BOOK, "view")
        .didInSession(2_000, BOOK, "buy")
        .resolved(30)
        .did(20, BOOK, "return");
    for (double sum : new double[] {1, 4, 2, -1}) {
      assertThat(all(Map.of(BOOK, rating(sum)))).as("%s", sum).isEqualTo(one(ServedVerdict.EQUAL));
    }
    assertThat(all(Map.of(BOOK, rating(3)))).isEqualTo(one(ServedVerdict.MISMATCH));
  }

  @Test
  void givenRatingsOutrankWhatIsInferred() {
    story.did(900, BOOK, "view").rated(800, BOOK, 9).rated(800, LAMP, 2).unrated(30, LAMP);
    assertThat(all(Map.of(BOOK, 9.0))).isEqualTo(one(ServedVerdict.EQUAL));
    assertThat(all(Map.of(BOOK, 9.0, LAMP, 2.0))).isEqualTo(Map.of(ServedVerdict.EQUAL, 2L));
    assertThat(all(Map.of(BOOK, rating(1)))).isEqualTo(one(ServedVerdict.MISMATCH));
  }

  @Test
  void whoWasForgottenSinceIsNotJudged() {
    story.did(900, BOOK, "view").forgotten(-3_600);
    assertThat(all(Map.of(BOOK, 1.0, LAMP, 2.0))).isEqualTo(Map.of(ServedVerdict.FORGOTTEN, 2L));
  }

  @Test
  void whoCameBackIsJudgedByWhatCameLater() {
    story.did(9_000, LAMP, "view").forgotten(3_600).did(900, BOOK, "view");
    assertThat(all(Map.of(BOOK, rating(1)))).isEqualTo(one(ServedVerdict.EQUAL));
    assertThat(all(Map.of(BOOK, rating(1), LAMP, rating(1))))
        .isEqualTo(Map.of(ServedVerdict.EQUAL, 1L, ServedVerdict.EXTRA, 1L));
  }

  @Test
  void otherParametersSinceJudgeNothing() {
    story.did(900, BOOK, "view");
    ServedSample right =
        ServedSample.ofRatings(SHOP, ANN, SERVED, Map.of(BOOK, rating(1)), Extent.WHOLE);
    ServedSample wrong = ServedSample.ofRatings(SHOP, ANN, SERVED, Map.of(BOOK, 2.0), Extent.WHOLE);
    Judge changedSince = judge(SERVED.plusSeconds(1), Optional.of(SERVED.plusSeconds(2)));
    assertThat(changedSince.judge(right, story.pasts()).verdict())
        .isEqualTo(ServedVerdict.PARAMETERS);
    for (Judge notForAll :
        new Judge[] {
          judge(LONG_BEFORE, Optional.empty()), judge(LONG_BEFORE, Optional.of(SERVED))
        }) {
      assertThat(notForAll.judge(right, story.pasts()).verdict()).isEqualTo(ServedVerdict.EQUAL);
      assertThat(notForAll.judge(wrong, story.pasts()).verdict())
          .isEqualTo(ServedVerdict.PARAMETERS);
    }
  }

  @Test
  void aVectorIsThatOfSomeLegalRatings() {
    story.did(900, BOOK, "buy").did(30, LAMP, "buy").rated(20, BOOK, 8);
    List<Map<ItemId, Double>> legal =
        List.of(
            Map.of(BOOK, rating(3)),
            Map.of(BOOK, rating(3), LAMP, rating(3)),
            Map.of(BOOK, 8.0),
            Map.of(BOOK, 8.0, LAMP, rating(3)));
    for (Map<ItemId, Double> ratings : legal) {
      assertThat(vector(MODEL, foldIn().vector(ratings))).isEqualTo(ServedVerdict.EQUAL);
    }
    assertThat(vector(MODEL, foldIn().vector(Map.of(LAMP, rating(3)))))
        .isEqualTo(ServedVerdict.MISMATCH);
    assertThat(vector(MODEL, 0, 0)).isEqualTo(ServedVerdict.MISSING);
    assertThat(vector(MODEL, 1)).isEqualTo(ServedVerdict.MISMATCH);
    assertThat(vector("gone", 1, 2)).isEqualTo(ServedVerdict.MODEL);
  }

  @Test
  void whoLikesNothingHasAZeroVector() {
    story.did(900, BOOK, "return");
    assertThat(vector(MODEL, 0, 0)).isEqualTo(ServedVerdict.EQUAL);
    assertThat(vector(MODEL, 1, 0)).isEqualTo(ServedVerdict.EXTRA);
  }

  @Test
  void tooManyLegalStatesAreNotJudged() {
    for (int i = 0; i < 40; i++) {
      story.did(50 - i, BOOK, "view").didInSession(50 - i, BOOK, "buy");
    }
    story.resolved(900);
    assertThat(all(Map.of(BOOK, 7.0))).isEqualTo(one(ServedVerdict.BUSY));
    assertThat(vector(MODEL, 1, 2)).isEqualTo(ServedVerdict.BUSY);
  }

  @Test
  void whatIsWrongComesFirst() {
    Map<ServedVerdict, Long> counts =
        Map.of(ServedVerdict.EQUAL, 3L, ServedVerdict.BUSY, 1L, ServedVerdict.EXTRA, 1L);
    assertThat(new Judgement(counts).verdict()).isEqualTo(ServedVerdict.EXTRA);
    assertThat(new Judgement(Map.of()).verdict()).isEqualTo(ServedVerdict.EQUAL);
  }
}
