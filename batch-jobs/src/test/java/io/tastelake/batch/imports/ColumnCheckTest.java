package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.batch.JobFailedException;
import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.TimestampFormat;
import io.tastelake.store.KnownProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told of files without Spark. */
class ColumnCheckTest {

  private static final String HEADER = "user_id,item_id,interaction_type,timestamp\n";

  private final Files files = new Files(new SerializableConfiguration(new Configuration()));

  @TempDir Path folder;

  private static ImportConfig config(TextFormat text) {
    return new ImportConfig(
        "AAAAAAAAAAAAAAAAAAAAAA",
        Map.of(Field.USER, "text64", Field.ITEM, "text64", Field.SESSION, "text64"),
        ColumnMapping.parse(Map.of(), Imported.INTERACTIONS),
        Map.of(),
        text,
        PropertyTypes.UNDECIDED,
        new ListTexts(null, Set.of()),
        TimestampFormat.DEFAULT,
        Scale.OWN,
        Long.MAX_VALUE,
        null,
        Long.MAX_VALUE,
        1);
  }

  private List<SourceFile> written(String name, byte[] content) throws IOException {
    java.nio.file.Files.write(folder.resolve(name), content);
    return new Sources(files).at(folder.toString(), null);
  }

  private void assertRefused(String file, byte[] content, String... problem) throws IOException {
    List<SourceFile> sources = written(file, content);
    assertThatThrownBy(
            () -> new ColumnCheck(config(TextFormat.DEFAULT), files).requireInAll(sources))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining(file)
        .hasMessageContainingAll(problem);
    java.nio.file.Files.delete(folder.resolve(file));
  }

  @Test
  void aProblemOfTheHeaderIsSaidAsWhatItIs() throws IOException {
    assertRefused("empty.csv", new byte[0], "it is empty");
    assertRefused(
        "latin.csv",
        "user_id,é\n".getBytes(StandardCharsets.ISO_8859_1),
        "not valid UTF-8",
        "--encoding");
    assertRefused(
        "quotes.csv", "user_id,\"item\n".getBytes(StandardCharsets.UTF_8), "--quotes none");
    assertRefused("other.csv", "a,b\n".getBytes(StandardCharsets.UTF_8), "its columns are a, b");
    assertRefused("zip.csv", new byte[] {'P', 'K', 3, 4, 0}, "compressed by zip");
    assertRefused("xz.jsonl", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}, "compressed by xz");
  }

  @Test
  void filesMayHaveTimesAndSpacesInTheirNames() throws IOException {
    byte[] content = (HEADER + "u,i,v,1\n").getBytes(StandardCharsets.UTF_8);
    List<SourceFile> sources = written("2024-05-06T07:08:09 a%20b[1].csv", content);
    assertThat(sources)
        .singleElement()
        .satisfies(
            source -> assertThat(source.name()).isEqualTo("2024-05-06T07:08:09 a%20b[1].csv"));
    new ColumnCheck(config(TextFormat.DEFAULT), files).requireInAll(sources);
    assertThat(Sources.namedByContent(sources.get(0), files).name())
        .startsWith("2024-05-06T07:08:09 a%20b[1].csv@");
  }

  @Test
  void aBadFileEndsTheImportOrIsPassedOver() {
    JobFailedException problem =
        new JobFailedException("x.csv is cut.", "Copy it; nothing was imported.");
    List<String> reported = new ArrayList<>();
    BadFiles skipped = new BadFiles(BadFiles.Policy.SKIP, reported::add);
    skipped.add(problem);
    assertThat(skipped.skipped()).isOne();
    assertThat(reported).containsExactly("skipped: x.csv is cut. Copy it.");
    BadFiles fatal = new BadFiles(BadFiles.Policy.FAIL, reported::add);
    assertThatThrownBy(() -> fatal.add(problem)).isSameAs(problem);
  }

  @Test
  void aCutFileIsExaminedAndNamed() throws IOException {
    byte[] cut = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
    SourceFile source = written("cut.csv.gz", cut).get(0);
    assertThat(Examined.of(source, files).problem())
        .hasMessageContaining("cut.csv.gz cannot be read to its end: it ends too early.");
  }

  @Test
  void aDryRunShowsRowsAsTheyWouldBeStored() {
    List<String> shown = new ArrayList<>();
    RawRow sound =
        RawRow.of(
            1,
            2,
            Map.of(
                "user_id", Cell.untyped("ann@example.com"),
                "item_id", Cell.untyped("a/b"),
                "interaction_type", Cell.untyped("view"),
                "timestamp", Cell.untyped("2024-05-06T07:08:09"),
                "properties", Cell.untyped("{\"n\": 1.50}")));
    SourceFile source = new SourceFile("file:/s", "s", 1, Format.CSV);
    Tally tally =
        new DryRun(config(TextFormat.DEFAULT), new KnownProperties(List.of()), shown::add)
            .show(source, List.of(sound, RawRow.broken(2, 3, "It is broken.")).iterator());
    assertThat(shown)
        .containsExactly(
            "{\"user_id\":\"ann@example.com\",\"item_id\":\"a/b\",\"interaction_type\":\"view\","
                + "\"timestamp\":1.714979289E9,\"properties\":{\"n\":1.50}}",
            "{\"source\":\"s\",\"row\":2,\"line\":3,\"reason\":\"It is broken.\"}");
    assertThat(tally.rejected()).isOne();
  }
}
