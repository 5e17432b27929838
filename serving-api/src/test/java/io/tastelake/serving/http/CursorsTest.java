package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CursorsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private final Cursors cursors = at(NOW);

  private static Cursors at(Instant now) {
    return new Cursors(new byte[32], Clock.fixed(now, ZoneOffset.UTC));
  }

  @Property
  void aCursorHoldsItsPosition(@ForAll String list, @ForAll @Size(max = 100) byte[] position) {
    assertThat(cursors.open(list, cursors.sign(list, position))).isEqualTo(position);
  }

  @Property
  void noBitMayChange(@ForAll @Size(max = 40) byte[] position, @ForAll @IntRange(min = 0) int bit) {
    String signed = cursors.sign("list", position);
    byte[] cursor = Base64.getUrlDecoder().decode(signed);
    int place = bit % (cursor.length * 8);
    cursor[place / 8] ^= (byte) (1 << place % 8);
    assertThat(spelled(cursor)).as("refused for its bytes alone").hasSameSizeAs(signed);
    assertWrong("list", spelled(cursor));
    cursor[place / 8] ^= (byte) (1 << place % 8);
    assertThat(cursors.open("list", spelled(cursor))).isEqualTo(position);
  }

  /** Spelled as cursors are, so that nothing but the seal can refuse them. */
  @Property
  void noBytesOpenThatWereNotSigned(@ForAll @Size(min = 24, max = 64) byte[] bytes) {
    assertWrong("list", spelled(bytes));
  }

  @Test
  void noOtherSpellingOfTheSameBytesOpens() {
    String signed = cursors.sign("list", new byte[1]);
    assertThat(cursors.open("list", signed)).hasSize(1);
    byte[] bytes = Base64.getUrlDecoder().decode(signed);
    assertWrong("list", Base64.getUrlEncoder().encodeToString(bytes));
    char last = signed.charAt(signed.length() - 1);
    for (char other = 'A'; other <= 'Z'; other++) {
      if (other != last) {
        assertWrong("list", signed.substring(0, signed.length() - 1) + other);
      }
    }
  }

  private static String spelled(byte[] cursor) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  @Property
  void anyTextIsOpenedOrWrong(@ForAll String text) {
    assertWrong("list", text);
  }

  @Test
  void aCursorOfAnotherListIsWrong() {
    assertWrong("other", cursors.sign("list", new byte[8]));
  }

  @Test
  void aCursorLivesAnHour() {
    String cursor = cursors.sign("list", new byte[8]);
    assertThat(at(NOW.plus(Duration.ofHours(1))).open("list", cursor)).hasSize(8);
    assertThatThrownBy(() -> at(NOW.plus(Duration.ofMinutes(61))).open("list", cursor))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("expired");
  }

  private void assertWrong(String list, String cursor) {
    assertThatThrownBy(() -> cursors.open(list, cursor))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.WRONG_DATA));
  }
}
