package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import java.util.Base64;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One class says which events count. */
class EventRulesTest {

  private static final EventRules RULES = new EventRules(text -> text.startsWith("{"));
  private static final Actor ANN = new Actor(Actor.Kind.USER, "ann");
  private static final InteractionId ID = new InteractionId(new UUID(1, 2));
  private static final long NOW = 1_700_000_000_000_000L;

  @Provide
  net.jqwik.api.Arbitrary<InteractionEvent> events() {
    return Histories.events();
  }

  @Property
  void eventsOfTheLogBreakNoRule(@ForAll("events") InteractionEvent event) {
    assertThat(RULES.violation(event)).isEmpty();
  }

  @Test
  void aWholeEventIsHeldToThem() {
    Interaction interaction = new Interaction(ID, new ItemId("i"), "view", 1.0, "no object");
    assertThat(RULES.violation(InteractionEvent.record(Histories.DATABASE, ANN, interaction, NOW)))
        .contains("the properties are not a JSON object within the API's limits");
  }

  @Property(tries = 200)
  void everyCanonicalIdOfBytesIsAnId(@ForAll @Size(min = 1, max = 64) byte[] bytes) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(of(actor(IdType.parse("bytes64").canonical(text)))).isNull();
  }

  @Property(tries = 200)
  void everyNumberIsAnId(@ForAll long number) {
    assertThat(of(actor(IdType.parse("int64").canonical(Long.toString(number))))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x\u0000",
        "\u0000",
        "a\nb",
        "\u007f",
        "\u0085",
        "\ud800",
        "a\udc00b",
        "\udc00\ud800"
      })
  void whatIsNoIdIsNamedAndNotQuoted(String id) {
    assertThat(of(actor(id))).startsWith("the actor's id is not 1 to 86 characters");
    if (!id.isEmpty()) {
      assertThat(of(columns(id, "view", 1.0, null, null))).startsWith("the item id is not");
      assertThat(RULES.violation(ANN, resolvedTo(id), NOW).orElseThrow())
          .startsWith("the user id is not");
    }
  }

  @Test
  void anIdHasALimit() {
    assertThat(of(actor("x".repeat(86)))).isNull();
    assertThat(of(actor("😀".repeat(86)))).isNull();
    assertThat(of(actor("Zoë Müller, 日本語 \ufffd"))).isNull();
    assertThat(of(actor("😀".repeat(87)))).startsWith("the actor's id");
    assertThat(of(actor("x".repeat(87)))).startsWith("the actor's id");
    assertThat(of(actor("x".repeat(200_000)))).hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -150_000_000_001.0,
        3_500_000_001.0,
        1.7e18
      })
  void aTimestampIsWithinTheBounds(double timestamp) {
    assertThat(of(columns("i", "view", timestamp, null, null))).startsWith("the timestamp is not");
  }

  @Property(tries = 200)
  void timestampsThatTheApiTakesAreTimestamps(
      @ForAll @DoubleRange(min = -150_000_000_000.0, max = 3_500_000_000.0) double timestamp) {
    assertThat(of(columns("i", "view", timestamp, null, null))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        0.999,
        10.001,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -Double.MAX_VALUE
      })
  void aRatingIsOnTheScale(double rating) {
    ChangeColumns rate =
        new ChangeColumns(Operation.RATE, null, new ItemId("i"), null, 1.0, null, rating, null);
    assertThat(of(rate)).isEqualTo("the rating is not 1 to 10");
  }

  @Test
  void aTypeIsShortText() {
    assertThat(of(columns("i", "😀".repeat(64), 1.0, null, null))).isNull();
    assertThat(of(columns("i", "", 1.0, null, null))).isNull();
    assertThat(of(columns("i", "x".repeat(65), 1.0, null, null)))
        .startsWith("the interaction type");
    assertThat(of(columns("i", "\ud800", 1.0, null, null))).startsWith("the interaction type");
  }

  @Test
  void propertiesAreAskedForOnce() {
    assertThat(of(columns("i", "view", 1.0, "{}", null))).isNull();
    assertThat(of(columns("i", "view", 1.0, "no object", null))).startsWith("the properties");
    ChangeColumns amend =
        new ChangeColumns(Operation.AMEND, ID, null, null, null, "no object", null, null);
    assertThat(of(amend)).startsWith("the properties");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800_000_000L})
  void acceptanceIsATimeThatEveryStoreTakes(long acceptedAt) {
    assertThat(RULES.violation(ANN, columns("i", "view", 1.0, null, null), acceptedAt))
        .hasValueSatisfying(problem -> assertThat(problem).startsWith("accepted_at"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 253_402_300_799_999_999L})
  void acceptanceMayBeTheFirstAndTheLastMomentOfAll(long acceptedAt) {
    assertThat(RULES.violation(ANN, columns("i", "view", 1.0, null, null), acceptedAt)).isEmpty();
  }

  @Test
  void whatAnOperationNeedsIsThere() {
    for (Operation operation : Operation.values()) {
      ChangeColumns bare = new ChangeColumns(operation, null, null, null, null, null, null, null);
      if (operation == Operation.FORGET) {
        assertThat(of(bare)).isNull();
      } else {
        assertThat(of(bare)).isEqualTo("the " + operation + " lacks a field");
      }
    }
  }

  private static Actor actor(String id) {
    return new Actor(Actor.Kind.SESSION, id);
  }

  private static String of(Actor actor) {
    return RULES.violation(actor, columns("i", "view", 1.0, null, null), NOW).orElse(null);
  }

  private static String of(ChangeColumns columns) {
    return RULES.violation(ANN, columns, NOW).orElse(null);
  }

  private static ChangeColumns columns(
      String item, String type, double timestamp, String properties, Double rating) {
    return new ChangeColumns(
        Operation.RECORD, ID, new ItemId(item), type, timestamp, properties, rating, null);
  }

  private static ChangeColumns resolvedTo(String user) {
    return new ChangeColumns(
        Operation.RESOLVE, null, null, null, 1.0, null, null, new UserId(user));
  }
}
