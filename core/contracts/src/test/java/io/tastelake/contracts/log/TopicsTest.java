package io.tastelake.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TopicsTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(0, 0));

  @Test
  void keysNeverChange() {
    assertThat(Topics.key(DATABASE, Actor.of(new UserId("ü1"))))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("AAAAAAAAAAAAAAAAAAAAAAuü1");
    assertThat(Topics.key(DATABASE, Actor.of(new SessionId("ü1"))))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("AAAAAAAAAAAAAAAAAAAAAAsü1");
  }
}
