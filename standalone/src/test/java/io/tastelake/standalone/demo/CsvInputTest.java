package io.tastelake.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.standalone.StandaloneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvInputTest {

  @TempDir private Path folder;

  @Test
  void readsMovieLensRatings() throws IOException {
    CsvInput input =
        csv("userId,movieId,rating,timestamp", "1,31,2.5,1260759144", "2,007,5.0,835355493");
    assertThat(input.rowCount()).isEqualTo(2);
    assertThat(input.userIds()).hasToString("uint32");
    assertThat(input.itemIds()).hasToString("uint32");
    InputRow first = rows(input).get(0);
    assertThat(first.user().value()).isEqualTo("1");
    assertThat(first.item().value()).isEqualTo("31");
    assertThat(first.type()).isEqualTo("rated-2.5");
    assertThat(first.timestamp()).isEqualTo(1260759144.0);
    assertThat(first.properties()).isEqualTo(Map.of("stars", 2.5));
    assertThat(rows(input).get(1).item().value()).isEqualTo("7");
    assertThat(input.parameters().get("interaction_types").toString())
        .contains("rated-0.5", "rated-5.0");
  }

  @Test
  void readsOtherFilesByTheirHeader() throws IOException {
    CsvInput input =
        csv(
            "item_id,user_id,interaction_type,time,revenue,coupon",
            "a-1,ann,view,2026-01-02T03:04:05.5Z,,",
            "b.2,bob,purchase,1767323045,19.99,\"two, really\"");
    assertThat(input.userIds()).hasToString("text64");
    List<InputRow> rows = rows(input);
    assertThat(rows.get(0).timestamp()).isEqualTo(1767323045.5);
    assertThat(rows.get(0).properties()).isEmpty();
    assertThat(rows.get(1).type()).isEqualTo("purchase");
    assertThat(rows.get(1).properties())
        .isEqualTo(Map.of("revenue", 19.99, "coupon", "two, really"));
  }

  @Test
  void aQuoteThatNobodyClosesIsNamedAloneAndTextStaysText() throws IOException {
    assertThatThrownBy(() -> csv("user,item,time,note", "1,2,3,\"x", "1,2,3,y"))
        .hasMessageContaining("line 2: The quotes are broken")
        .hasMessageNotContaining("line 3");
    CsvInput input = csv("user,item,time,note", "1,2,3,7E5", "1,2,3,\"42\"", "1,2,3,42");
    assertThat(rows(input))
        .extracting(row -> row.properties().get("note"))
        .containsExactly("7E5", "42", 42L);
  }

  @Test
  void namesTheBadRowsByTheirLines() {
    assertThatThrownBy(
            () ->
                csv(
                    "userId,movieId,rating,timestamp",
                    "1,31,2.5,1260759144",
                    "1,32,2.7,1260759144",
                    "1,33,3.0",
                    "1,34,3.0,1260759144000",
                    "a\u200Bb,35,3.0,1260759144",
                    "1,36,3.0,yesterday",
                    "1,37,3.0,20231114"))
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("nothing was sent")
        .hasMessageContaining("line 3: the rating '2.7'")
        .hasMessageContaining("line 4: The row has 3 fields, and the file 4 columns")
        .hasMessageContaining("line 5: the timestamp '1260759144000' is neither")
        .hasMessageContaining("line 6: 'a\u200Bb'")
        .hasMessageContaining("line 7: the timestamp 'yesterday'")
        .hasMessageContaining("line 8: the timestamp '20231114'")
        .hasMessageNotContaining("line 2:");
  }

  @Test
  void showsTenBadRowsAndCountsTheRest() {
    String[] lines =
        Stream.concat(
                Stream.of("user,item,timestamp"),
                Stream.iterate(1, i -> i + 1).limit(25).map(i -> i + ",x,never"))
            .toArray(String[]::new);
    assertThatThrownBy(() -> csv(lines)).hasMessageContaining("and 15 more");
  }

  @Test
  void saysWhichColumnIsMissing() {
    assertThatThrownBy(() -> csv("userId,rating,timestamp", "1,2.5,1260759144"))
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("no column for the item")
        .hasMessageContaining("userId,rating,timestamp");
  }

  @Test
  void saysThatAFileIsEmptyOrMissing() {
    assertThatThrownBy(() -> csv()).hasMessageContaining("it is empty");
    assertThatThrownBy(() -> csv("userId,movieId,timestamp")).hasMessageContaining("no rows");
    assertThatThrownBy(() -> CsvInput.check(folder.resolve("absent.csv")))
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("absent.csv")
        .hasMessageContaining("There is no such file")
        .hasMessageContaining("--input");
  }

  private CsvInput csv(String... lines) throws IOException {
    Path file = folder.resolve("input.csv");
    Files.write(file, List.of(lines));
    return CsvInput.check(file);
  }

  private static List<InputRow> rows(CsvInput input) {
    try (Stream<InputRow> rows = input.rows()) {
      return rows.toList();
    }
  }
}
