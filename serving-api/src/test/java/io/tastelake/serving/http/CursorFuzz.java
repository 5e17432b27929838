package io.tastelake.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** No text opens as a cursor but those that were signed. */
public final class CursorFuzz {

  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1), ZoneOffset.UTC);
  private static final Cursors CURSORS = new Cursors(new byte[32], CLOCK);
  private static final byte[] POSITION = {1, 2, 3};
  private static final String SIGNED = CURSORS.sign("list", POSITION);

  private CursorFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String cursor = new String(input, StandardCharsets.ISO_8859_1);
    try {
      assertThat(CURSORS.open("list", cursor)).isEqualTo(POSITION);
      assertThat(cursor).isEqualTo(SIGNED);
    } catch (ApiException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.WRONG_DATA);
      assertThat(cursor).isNotEqualTo(SIGNED);
    }
  }
}
