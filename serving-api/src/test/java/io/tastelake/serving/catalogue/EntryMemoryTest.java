package io.tastelake.serving.catalogue;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Json;
import io.tastelake.serving.log.OverloadedException;
import io.tastelake.store.CatalogueEntriesTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What would take too much memory is refused while it is read, not after. */
final class EntryMemoryTest {

  private static final long MIB = 1 << 20;

  /** Two million numbers. */
  private static final String NUMBERS =
      items("{\"item_id\": 1, \"a\": [%s]}".formatted(list("7", 1_000)), 2_000);

  private final List<Long> held = new ArrayList<>();
  private long bytesRead;

  private static String list(String value, int amount) {
    return String.join(",", Collections.nCopies(amount, value));
  }

  private static String items(String item, int amount) {
    return "{\"items\": [" + list(item, amount) + "]}";
  }

  private WrittenEntries read(String body, LongConsumer hold) throws IOException {
    ByteArrayInputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    long all = bytes.available();
    try (JsonParser parser =
        Json.FACTORY.createParser(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      parser.nextToken();
      return WrittenEntries.many(Subject.ITEM, 1 << 17, new EntryMemory(Subject.ITEM, hold))
          .read(parser);
    } finally {
      bytesRead = all - bytes.available();
    }
  }

  private void assertRefused(String body) {
    held.clear();
    assertThatThrownBy(() -> read(body, held::add))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("These items take more than 128 MiB of memory together");
    assertThat(bytesRead).isLessThan(body.length() / 2);
    assertThat(held).isSorted().hasSizeBetween(100, 128);
    assertThat(held.get(held.size() - 1)).isLessThanOrEqualTo(128 * MIB);
  }

  @Test
  void numbersTakeManyTimesTheirText() {
    assertRefused(NUMBERS);
  }

  @Test
  void valuesAndPropertiesBeyondTheMostCountThoughNobodyKeepsThem() {
    assertRefused(items("{\"item_id\": 1, \"a\": [" + list("7", 1 << 22) + "]}", 1));
    assertRefused(items("{\"item_id\": 1, " + list("\"a\": 7", 1 << 21) + "}", 1));
    String names =
        IntStream.range(0, 1 << 20).mapToObj(i -> "\"p" + i + "\": 7").collect(joining(","));
    assertRefused(items("{\"item_id\": 1, " + names + names + "}", 1));
  }

  @Test
  void soDoShortEntriesAndNames() {
    assertRefused(items("{}", 1 << 20));
    assertRefused(items("{\"item_id\": 1, \"a\": [], \"b\": null, \"c\": []}", 1 << 19));
  }

  @Test
  void soDoListsThatAreSentApart() {
    String links = list("{\"item_index\": 0, \"value_id\": 7}", 1 << 20);
    assertRefused(
        "{\"items_m2m\": [{\"name\": \"a\", \"array\": [%s]}], \"items\": [{}]}".formatted(links));
  }

  @Test
  void whoHasNoShareOfTheMemoryIsRefusedWhereItEnds() {
    LongConsumer none =
        bytes -> {
          if (bytes > 10 * MIB) {
            throw new OverloadedException("full");
          }
        };
    assertThatThrownBy(() -> read(NUMBERS, none)).isInstanceOf(OverloadedException.class);
    assertThat(bytesRead).isLessThan(NUMBERS.length() / 10);
  }

  @Test
  void asManyEntriesAsABodyMayHaveFit() throws IOException {
    String body = items("{\"item_id\": \"0123456789\", \"a\": 1.5}", 1 << 17);
    assertThat(read(body, held::add).entries()).hasSize(1 << 17);
  }

  @Test
  void whatIsReadFromTheStoreCountsToo() {
    EntryMemory memory = new EntryMemory(Subject.ITEM, held::add);
    CatalogueEntriesTable.Row row =
        new CatalogueEntriesTable.Row("lamp", Optional.of("[" + list("7", 1 << 16) + "]"));
    memory.stored(List.of(row));
    memory.stored(List.of(row, row));
    memory.stored(List.of(row));
    assertThat(held).hasSize(2);
    assertThat(held.get(0)).isBetween(4 * MIB, 6 * MIB);
    assertThat(held.get(1)).isEqualTo(2 * held.get(0));
  }
}
