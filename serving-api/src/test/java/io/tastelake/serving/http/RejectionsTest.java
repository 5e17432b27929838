package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectionsTest {

  private final List<String> log = new ArrayList<>();
  private final Rejections rejections = new Rejections(log::add);

  @AfterEach
  void close() {
    rejections.close();
  }

  private void count(String account, ErrorName name, String message) {
    rejections.count(Optional.ofNullable(account), ApiException.wrongData(name, message));
  }

  @Test
  void eachReasonIsOneLine() {
    count("shop", ErrorName.WRONG_DATA_TYPE, "The field interactions is missing.");
    count(null, ErrorName.WRONG_DATA_TYPE, "Another message.");
    count("shop", ErrorName.RATE_LIMIT_OVERFLOW, "Too fast.");
    assertThat(log).isEmpty();
    rejections.flush();
    assertThat(log)
        .containsExactly(
            "Refused 1 beacon: RATE_LIMIT_OVERFLOW, of shop, the first: Too fast.",
            "Refused 2 beacons: WRONG_DATA_TYPE, of shop, unverified, the first: The field"
                + " interactions is missing.");
    rejections.flush();
    assertThat(log).as("nothing new").hasSize(2);
  }

  @Test
  void whatIsLeftIsLoggedAtTheEnd() {
    count(null, ErrorName.WRONG_DATA_TYPE, "Bad.");
    rejections.close();
    assertThat(log).hasSize(1);
  }

  @Test
  void whatACallerSentIsNotInTheLog() {
    count(null, ErrorName.INCORRECT_USER_ID_TYPE, "The id 'ann' is wrong; 'eyJ.x.y");
    count(null, ErrorName.WRONG_DATA_TYPE, "line\nfeed\u001b[31m\u202e.");
    rejections.flush();
    assertThat(log.get(0)).endsWith("The id '…' is wrong; '…'");
    assertThat(log.get(1)).endsWith("line\\u000afeed\\u001b[31m\\u202e.");
  }

  @Test
  void manyAccountsAndLongMessagesDoNotFillTheLog() {
    for (int i = 0; i < 1000; i++) {
      count("account-" + i, ErrorName.WRONG_DATA_TYPE, "x".repeat(100_000));
    }
    rejections.flush();
    assertThat(log.get(0)).startsWith("Refused 1000 beacons").hasSizeLessThan(600);
  }
}
