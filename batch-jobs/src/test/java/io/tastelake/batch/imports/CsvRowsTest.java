package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

  private static List<RawRow> read(String csv) throws IOException {
    return read(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static List<RawRow> read(byte[] csv) throws IOException {
    CsvRows rows = new CsvRows(new Lines(new ByteArrayInputStream(csv)), ',');
    List<RawRow> all = new ArrayList<>();
    for (RawRow row = rows.next(); row != null; row = rows.next()) {
      all.add(row);
    }
    return all;
  }

  private static Map<String, Cell> cells(String a, String b) {
    return Map.of("a", Cell.untyped(a), "b", Cell.untyped(b));
  }

  @Test
  void quotesLineEndsAndBlankLinesAreReadByTheStandard() throws IOException {
    assertThat(read("\uFEFFa,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2,\n\"3\",c"))
        .containsExactly(
            RawRow.of(1, 2, cells("1", "x, \"y\"\nz")),
            RawRow.of(2, 5, Map.of("a", Cell.untyped("2"))),
            RawRow.of(3, 6, cells("3", "c")));
  }

  @Test
  void aQuoteThatNobodyClosesCostsOneRow() throws IOException {
    List<RawRow> rows = read("a,b\n1,\"x\n2,y\n3,z\n");
    assertThat(rows).extracting(RawRow::number).containsExactly(1L, 2L, 3L);
    assertThat(rows.get(0).problem()).contains("quotes");
    assertThat(rows.subList(1, 3))
        .containsExactly(RawRow.of(2, 3, cells("2", "y")), RawRow.of(3, 4, cells("3", "z")));
  }

  @Test
  void anOpenQuoteDoesNotEndAtTheNextQuotedField() throws IOException {
    List<RawRow> rows = read("a,b\n1,\"x\n2,\"y\"\n3,z\"z\n4,\"v\"w\n5,u\n");
    assertThat(rows)
        .extracting(row -> row.problem() == null)
        .containsExactly(false, true, false, false, true);
    assertThat(rows.get(1)).isEqualTo(RawRow.of(2, 3, cells("2", "y")));
    assertThat(rows.get(4)).isEqualTo(RawRow.of(5, 6, cells("5", "u")));
  }

  @Test
  void rowsOfAnotherWidthAreWrong() throws IOException {
    List<RawRow> rows = read("a,b\n1\n1,2,3\n1,\"2\n2\",3\n1,2\n");
    assertThat(rows).extracting(RawRow::problem).element(0).asString().contains("1 fields");
    assertThat(rows).extracting(RawRow::problem).element(1).asString().contains("3 fields");
    assertThat(rows).extracting(RawRow::problem).element(2).asString().contains("line 5");
    assertThat(rows.get(3)).isEqualTo(RawRow.of(4, 6, cells("1", "2")));
  }

  @Test
  void whatIsNoUtf8OrHasNoEndIsWrong() throws IOException {
    byte[] latin = "a,b\n1,\u00FC\n2,x\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(latin)).extracting(row -> row.problem() == null).containsExactly(false, true);

    String endless = "9".repeat(Lines.MAX_LENGTH + 1);
    List<RawRow> rows = read("a,b\n" + endless + "\n2,x\n");
    assertThat(rows.get(0).problem()).contains("longer");
    assertThat(rows.get(1)).isEqualTo(RawRow.of(2, 3, cells("2", "x")));
  }

  @Test
  void anEmptyFileHasNoHeader() {
    assertThatThrownBy(() -> read("\n"))
        .isInstanceOf(UnsuitableFileException.class)
        .hasMessageContaining("empty");
  }

  /** A damaged row in any place leaves the rows before it and, but for open quotes, behind it. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void soundRowsAroundADamagedOneAreRead(
      @ForAll @Size(min = 1, max = 20) List<@StringLength(max = 8) @Chars({'"', ',', '\n', 'x'}) String> texts,
      @ForAll @IntRange(max = 19) int at,
      @ForAll("damage") String damage)
      throws IOException {
    int place = Math.min(at, texts.size());
    StringBuilder csv = new StringBuilder("a,b\n");
    List<String> sound = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (i == place) {
        csv.append(damage).append('\n');
      }
      csv.append('r')
          .append(i)
          .append(",\"")
          .append(texts.get(i).replace("\"", "\"\""))
          .append("\"\n");
      sound.add("r" + i);
    }
    List<RawRow> rows = read(csv.toString());
    assertThat(
            rows.stream()
                .filter(row -> row.problem() == null)
                .map(row -> row.cells().get("a").text()))
        .isEqualTo(sound);
    assertThat(rows).extracting(RawRow::number).doesNotHaveDuplicates().isSorted();
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> damage() {
    return net.jqwik.api.Arbitraries.of("x", "x,y,z", "x,y\"", "\"x\"y,z", ",,,,");
  }
}
