package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.serving.log.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswerMemoryTest {

  private static final long MIB = 1 << 20;

  private final AnswerMemory memory = new AnswerMemory(64 * MIB);

  /** How many answers of so many bytes a tenant holds at once until it is refused. */
  private List<AnswerMemory.Share> asMany(String tenant, long bytes) {
    List<AnswerMemory.Share> shares = new ArrayList<>();
    try {
      while (shares.size() < 1_000) {
        AnswerMemory.Share share = memory.share(tenant);
        share.hold(bytes);
        shares.add(share);
      }
    } catch (OverloadedException full) {
      return shares;
    }
    return shares;
  }

  @Test
  void oneTenantLeavesOthersTheirs() {
    assertThat(asMany("busy", 3 * MIB)).hasSizeBetween(8, 14);
    assertThat(asMany("calm", 3 * MIB)).hasSizeBetween(1, 8);
  }

  @Test
  void whatWasWrittenIsFree() {
    List<AnswerMemory.Share> shares = asMany("a", 3 * MIB);
    shares.forEach(share -> share.hold(0));
    shares.forEach(share -> share.hold(0));
    assertThat(asMany("a", 3 * MIB)).hasSameSizeAs(shares);
  }

  @Test
  void aFurtherPageTakesThePlaceOfTheOneBefore() {
    AnswerMemory.Share share = memory.share("a");
    for (int page = 0; page < 100; page++) {
      share.hold((1 + page % 20) * MIB);
    }
    share.hold(0);
    assertThat(asMany("a", 3 * MIB)).hasSizeBetween(8, 14);
  }

  @Test
  void whoIsRefusedHoldsNothing() {
    List<AnswerMemory.Share> shares = asMany("a", 3 * MIB);
    AnswerMemory.Share refused = memory.share("a");
    assertThatThrownBy(() -> refused.hold(30 * MIB)).isInstanceOf(OverloadedException.class);
    shares.forEach(share -> share.hold(0));
    assertThat(asMany("a", 3 * MIB)).hasSameSizeAs(shares);
  }

  @Test
  void anAnswerLargerThanAllIsGivenWhileThereAreNoOthers() {
    memory.share("a").hold(1_000 * MIB);
    assertThatThrownBy(() -> memory.share("a").hold(1_000 * MIB))
        .isInstanceOf(OverloadedException.class);
  }

  @Test
  void ordinaryAnswersDoNotCount() {
    assertThat(asMany("a", 200 << 10)).hasSize(1_000);
  }
}
