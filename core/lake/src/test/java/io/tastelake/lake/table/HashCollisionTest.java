package io.tastelake.lake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.Actor.Kind;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.LakeReadConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that were searched for until their hashes were equal; the hash only finds. */
class HashCollisionTest {

  private static final DatabaseId DATABASE = new DatabaseId("AAAAAAAAAAAAAAAAAAAAbA");
  private static final DatabaseId SAME_16_BITS = new DatabaseId("AAAAAAAAAAAAAAAAAAAA2A");
  private static final Actor ACTOR = new Actor(Kind.USER, "u3413477");
  private static final Actor SAME_47_BITS = new Actor(Kind.USER, "u34177773");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 4 << 20})
  void anActorsRowsAreItsOwnWhateverCollides(long wholeFile) {
    assertThat(ActorHash.of(DATABASE, ACTOR)).isEqualTo(ActorHash.of(SAME_16_BITS, SAME_47_BITS));
    List<LoggedEvent> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      DatabaseId database = i % 2 == 0 ? DATABASE : SAME_16_BITS;
      Actor actor = i % 3 == 0 ? ACTOR : SAME_47_BITS;
      InteractionId id = new InteractionId(new UUID(1, i));
      rows.add(new LoggedEvent(0, i, InteractionEvent.retract(database, actor, id, i)));
    }
    InteractionsLake.openOrCreate(folder.toUri(), "topic").close();
    LakeReadConfig config = new LakeReadConfig(1 << 20, 1 << 20, 0, wholeFile);
    try (InteractionsLake lake = InteractionsLake.open(folder.toUri(), config)) {
      lake.commit(Rows.append("topic", rows, List.of(lake.write(rows))));

      LakeSnapshot newest = lake.newest();
      for (DatabaseId database : List.of(DATABASE, SAME_16_BITS)) {
        for (Actor actor : List.of(ACTOR, SAME_47_BITS)) {
          assertThat(newest.actor(database, actor))
              .containsExactlyInAnyOrderElementsOf(InteractionsLakeTest.of(database, actor, rows));
        }
      }
      assertThat(InteractionsLakeTest.all(newest)).isEqualTo(InteractionsLakeTest.sorted(rows));
    }
  }
}
