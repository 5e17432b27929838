package io.tastelake.serving.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InvalidIdException;
import java.nio.charset.StandardCharsets;

/**
 * The first line names an id type, the rest spells an id: its canonical form is of the type and
 * stays as it is, or it is refused.
 */
public final class IdFuzz {

  private IdFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    try {
      IdType type = IdType.parse(parts[0]);
      assertThat(type).hasToString(parts[0]);
      if (parts.length == 2) {
        String canonical = type.canonical(parts[1]);
        assertThat(type.canonical(canonical)).isEqualTo(canonical);
        assertThat(canonical).isNotEmpty();
        if (type.form() != IdType.Form.TEXT) {
          assertThat(canonical).matches("[A-Za-z0-9._-]+");
        }
      }
    } catch (InvalidIdException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
