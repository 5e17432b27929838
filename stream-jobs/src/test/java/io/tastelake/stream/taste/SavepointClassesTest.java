package io.tastelake.stream.taste;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;

/** Savepoints name the snapshot classes of our serializers: these keep their names for ever. */
class SavepointClassesTest {

  private static final Set<String> NAMED =
      new TreeSet<>(
          Set.of(
              "io.tastelake.stream.interaction.InteractionIdSerializer$Snapshot",
              "io.tastelake.stream.interaction.InteractionStateSerializer$Snapshot",
              "io.tastelake.stream.interaction.MarksSerializer$Snapshot",
              "io.tastelake.stream.interaction.RatingDecisions$Snapshot",
              "io.tastelake.stream.store.DatabaseTasteSerializer$Snapshot",
              "io.tastelake.stream.taste.KeptUser$Snapshot",
              "io.tastelake.stream.taste.SessionEntry$Snapshot",
              "io.tastelake.stream.taste.UserHeadSerializer$Snapshot"));

  @Test
  void theSavepointNamesTheseClasses() throws Exception {
    try (InputStream metadata = getClass().getResourceAsStream("savepoint-v1/_metadata")) {
      String text = new String(metadata.readAllBytes(), StandardCharsets.ISO_8859_1);
      Set<String> named =
          Pattern.compile("io\\.tastelake\\.[\\w.]+\\$Snapshot")
              .matcher(text)
              .results()
              .map(found -> found.group())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(named).isEqualTo(NAMED);
    }
  }

  @Test
  void eachIsThereAndMakesASerializer() throws Exception {
    for (String name : NAMED) {
      Object snapshot = Class.forName(name).getConstructor().newInstance();
      assertThat(snapshot).isInstanceOf(TypeSerializerSnapshot.class);
      assertThat(((TypeSerializerSnapshot<?>) snapshot).getCurrentVersion()).isPositive();
    }
  }
}
