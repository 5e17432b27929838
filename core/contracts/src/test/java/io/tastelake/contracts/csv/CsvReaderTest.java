package io.tastelake.contracts.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

  private static List<CsvRow> read(String csv) throws IOException {
    return read(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static List<CsvRow> read(byte[] csv) throws IOException {
    return all(CsvReader.withHeader(lines(csv, StandardCharsets.UTF_8), CsvDialect.RFC_4180));
  }

  private static List<CsvRow> read(String csv, CsvDialect dialect) throws IOException {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    return all(CsvReader.withHeader(lines(bytes, StandardCharsets.UTF_8), dialect));
  }

  private static Lines lines(byte[] text, Charset encoding) {
    return new Lines(new ByteArrayInputStream(text), encoding);
  }

  private static List<CsvRow> all(CsvReader rows) throws IOException {
    List<CsvRow> all = new ArrayList<>();
    for (CsvRow row = rows.next(); row != null; row = rows.next()) {
      all.add(row);
    }
    return all;
  }

  private static CsvField plain(String text) {
    return new CsvField(text, false);
  }

  private static CsvField quoted(String text) {
    return new CsvField(text, true);
  }

  private static CsvRow row(long number, long line, CsvField... fields) {
    return new CsvRow(number, line, List.of(fields), null);
  }

  @Test
  void quotesLineEndsAndBlankLinesAreReadByTheStandard() throws IOException {
    assertThat(read("\uFEFFa,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2,\n\"3\",c"))
        .containsExactly(
            row(1, 2, plain("1"), quoted("x, \"y\"\nz")),
            row(2, 5, plain("2"), plain("")),
            row(3, 6, quoted("3"), plain("c")));
  }

  @Test
  void lineBreaksInQuotesStayAsTheyAre() throws IOException {
    assertThat(read("a,b\r\n1,\"x\r\ny\nz\r\"\r\n"))
        .containsExactly(row(1, 2, plain("1"), quoted("x\r\ny\nz\r")));
  }

  @Test
  void aDelimiterMayHaveSeveralCharacters() throws IOException {
    CsvDialect colons = new CsvDialect("::", CsvDialect.Quotes.DOUBLE);
    assertThat(read("a::b\n1::x:y\n2::\"p::q\"\n3::\n", colons))
        .containsExactly(
            row(1, 2, plain("1"), plain("x:y")),
            row(2, 3, plain("2"), quoted("p::q")),
            row(3, 4, plain("3"), plain("")));
    for (String none : List.of("", "\"", ",\n")) {
      assertThatThrownBy(() -> new CsvDialect(none, CsvDialect.Quotes.DOUBLE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void withoutQuotesAQuoteIsACharacter() throws IOException {
    CsvDialect tabs = new CsvDialect("\t", CsvDialect.Quotes.NONE);
    assertThat(read("a\tb\n1\t\"Heroes\" (1999)\n2\t5\" disk\n", tabs))
        .containsExactly(
            row(1, 2, plain("1"), plain("\"Heroes\" (1999)")),
            row(2, 3, plain("2"), plain("5\" disk")));
  }

  @Test
  void aFileWithoutAHeaderBeginsWithItsFirstRow() throws IOException {
    byte[] csv = "1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);
    CsvReader reader =
        CsvReader.withoutHeader(
            lines(csv, StandardCharsets.UTF_8), CsvDialect.RFC_4180, List.of("a", "b"));
    assertThat(reader.columns()).containsExactly("a", "b");
    assertThat(all(reader))
        .containsExactly(row(1, 1, plain("1"), plain("x")), row(2, 2, plain("2"), plain("y")));
  }

  @Test
  void aHeaderSaysWhatIsWrongWithIt() {
    byte[] latin = "a,\u00FC\n1,2\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(latin))
        .isInstanceOf(CsvHeaderException.class)
        .hasMessage("its header is not valid UTF-8");
    assertThatThrownBy(() -> read("a,\"b\n1,2\n"))
        .isInstanceOf(CsvHeaderException.class)
        .hasMessage("its header, line 1, has broken quotes: a,\"b");
    assertThatThrownBy(() -> read("x".repeat(Lines.MAX_LENGTH + 1)))
        .isInstanceOf(CsvHeaderException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void otherEncodingsAreReadAndTheirOwnErrorsFound() throws IOException {
    for (Charset encoding :
        List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, Charset.forName("GB18030"))) {
      byte[] csv = "a,b\n1,\u00FC\n".getBytes(encoding);
      CsvReader reader = CsvReader.withHeader(lines(csv, encoding), CsvDialect.RFC_4180);
      assertThat(all(reader))
          .as(encoding + "")
          .containsExactly(row(1, 2, plain("1"), plain("\u00FC")));
    }
  }

  @Test
  void theReplacementCharacterItselfIsText() throws IOException {
    assertThat(read("a,b\n1,\uFFFD\n")).containsExactly(row(1, 2, plain("1"), plain("\uFFFD")));
  }

  @Test
  void aQuoteThatNobodyClosesCostsOneRow() throws IOException {
    List<CsvRow> rows = read("a,b\n1,\"x\n2,y\n3,z\n");
    assertThat(rows).extracting(CsvRow::number).containsExactly(1L, 2L, 3L);
    assertThat(rows.get(0).problem()).contains("quotes");
    assertThat(rows.subList(1, 3))
        .containsExactly(row(2, 3, plain("2"), plain("y")), row(3, 4, plain("3"), plain("z")));
  }

  @Test
  void anOpenQuoteDoesNotEndAtTheNextQuotedField() throws IOException {
    List<CsvRow> rows = read("a,b\n1,\"x\n2,\"y\"\n3,z\"z\n4,\"v\"w\n5,u\n");
    assertThat(rows)
        .extracting(row -> row.problem() == null)
        .containsExactly(false, true, false, false, true);
    assertThat(rows.get(1)).isEqualTo(row(2, 3, plain("2"), quoted("y")));
    assertThat(rows.get(4)).isEqualTo(row(5, 6, plain("5"), plain("u")));
  }

  @Test
  void rowsOfAnotherWidthAreWrong() throws IOException {
    List<CsvRow> rows = read("a,b\n1\n1,2,3\n1,\"2\n2\",3\n1,2\n");
    assertThat(rows).extracting(CsvRow::problem).element(0).asString().contains("1 field,");
    assertThat(rows).extracting(CsvRow::problem).element(1).asString().contains("3 fields");
    assertThat(rows).extracting(CsvRow::problem).element(2).asString().contains("line 5");
    assertThat(rows.get(3)).isEqualTo(row(4, 6, plain("1"), plain("2")));
  }

  @Test
  void whatIsNoUtf8OrHasNoEndIsWrong() throws IOException {
    byte[] latin = "a,b\n1,\u00FC\n2,x\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(latin)).extracting(row -> row.problem() == null).containsExactly(false, true);

    String endless = "9".repeat(Lines.MAX_LENGTH + 1);
    List<CsvRow> rows = read("a,b\n" + endless + "\n2,x\n");
    assertThat(rows.get(0).problem()).contains("longer");
    assertThat(rows.get(1)).isEqualTo(row(2, 3, plain("2"), plain("x")));
  }

  @Test
  void anEmptyFileHasNoHeader() {
    assertThatThrownBy(() -> read("\n"))
        .isInstanceOf(CsvHeaderException.class)
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
    List<CsvRow> rows = read(csv.toString());
    assertThat(
            rows.stream()
                .filter(row -> row.problem() == null)
                .map(row -> row.fields().get(0).text()))
        .isEqualTo(sound);
    assertThat(rows).extracting(CsvRow::number).doesNotHaveDuplicates().isSorted();
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> damage() {
    return net.jqwik.api.Arbitraries.of("x", "x,y,z", "x,y\"", "\"x\"y,z", ",,,,");
  }
}
