package io.tastelake.domain.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Rating;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A change carries what its operation needs, as columns too. */
class ChangeTest {

  private static final InteractionId ID = new InteractionId(new UUID(1, 2));
  private static final ItemId ITEM = new ItemId("item");

  @Provide
  Arbitrary<InteractionEvent> events() {
    return Histories.events();
  }

  @Property
  void columnsSayTheSame(@ForAll("events") InteractionEvent event) {
    ChangeColumns columns = ChangeColumns.of(event.change());
    assertThat(columns.operation()).isNotNull().isEqualTo(event.operation());
    assertThat(columns.isChange()).isTrue();
    assertThat(columns.change()).isEqualTo(event.change());
  }

  @Test
  void eachSaysItsOperation() {
    UserId user = new UserId("ann");
    Rating rating = new Rating(7, 1);
    assertThat(
            List.of(
                new Change.Recorded(new Interaction(ID, ITEM, "view", 1, null)),
                new Change.Amended(ID, Amendment.NONE),
                new Change.Retracted(ID),
                new Change.Resolved(user, OptionalDouble.empty()),
                new Change.Forgotten(Optional.empty()),
                new Change.Rated(ITEM, rating),
                new Change.Unrated(ITEM)))
        .extracting(Change::operation)
        .containsExactly(Operation.values());
  }

  @Property
  void oneColumnAloneSaysTheSame(@ForAll("events") InteractionEvent event) {
    ChangeColumns columns = ChangeColumns.of(event.change());
    Double timestamp =
        columns.timestamp() == null ? Double.valueOf(Double.NaN) : columns.timestamp();
    assertThat(ChangeColumns.timestampOf(event.change())).isEqualTo(timestamp);
    assertThat(ChangeColumns.propertiesOf(event.change())).isEqualTo(columns.properties());
  }

  @ParameterizedTest
  @EnumSource(value = Operation.class, names = "FORGET", mode = EnumSource.Mode.EXCLUDE)
  void columnsWithoutWhatTheOperationNeedsAreNoChange(Operation operation) {
    ChangeColumns bare = new ChangeColumns(operation, null, null, null, null, null, null, null);
    assertThat(bare.isChange()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(bare::change)
        .withMessageContaining(operation.name());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.999, 10.001, Double.NaN, Double.NEGATIVE_INFINITY})
  void aRateOffTheScaleIsNoChange(double rating) {
    ChangeColumns columns =
        new ChangeColumns(Operation.RATE, null, ITEM, null, 1.0, null, rating, null);
    assertThat(columns.isChange()).isFalse();
  }

  @Test
  void aRateNeedsATimestamp() {
    ChangeColumns columns =
        new ChangeColumns(Operation.RATE, null, ITEM, null, null, null, 7.0, null);
    assertThat(columns.isChange()).isFalse();
  }

  @Test
  void aForgetWithoutIdIsAChange() {
    ChangeColumns bare =
        new ChangeColumns(Operation.FORGET, null, null, null, null, null, null, null);
    assertThat(bare.change()).isEqualTo(new Change.Forgotten(Optional.empty()));
  }

  @Test
  void eachChangeChecksItself() {
    assertThatNullPointerException().isThrownBy(() -> new Change.Recorded(null));
    assertThatNullPointerException().isThrownBy(() -> new Change.Amended(ID, null));
    assertThatNullPointerException().isThrownBy(() -> new Change.Amended(null, Amendment.NONE));
    assertThatNullPointerException().isThrownBy(() -> new Change.Retracted(null));
    assertThatNullPointerException().isThrownBy(() -> new Change.Forgotten(null));
    assertThatNullPointerException().isThrownBy(() -> new Change.Resolved(null, null));
    assertThatNullPointerException().isThrownBy(() -> new Change.Rated(null, new Rating(7, 1)));
    assertThatNullPointerException().isThrownBy(() -> new Change.Unrated(null));
  }
}
