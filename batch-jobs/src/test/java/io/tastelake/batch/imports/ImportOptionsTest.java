package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.csv.CsvDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ImportOptionsTest {

  private static final String DATABASE = "AAAAAAAAAAAAAAAAAAAAAA";

  @Command
  private static final class Holder {
    @Mixin private ImportOptions options;
  }

  private static ImportOptions parsed(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--input", "x", "--database", DATABASE));
    all.addAll(List.of(arguments));
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(all.toArray(String[]::new));
    holder.options.check();
    return holder.options;
  }

  private static void assertRefused(String problem, String... arguments) {
    assertThatThrownBy(() -> parsed(arguments))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void columnsAndConstantsAreRead() {
    ImportConfig config =
        parsed(
                "--map", "user=u,item=i,properties.rating=r",
                "--type", "rated",
                "--delimiter", "tab",
                "--limit", "5")
            .config(DATABASE, Map.of(), 1);
    assertThat(config.mapping().wanted())
        .containsExactly("i", "interaction_type", "r", "session_id", "timestamp", "u");
    assertThat(config.constants()).isEqualTo(Map.of(Field.TYPE, "rated"));
    assertThat(config.text().dialect().delimiter()).isEqualTo("\t");
    assertThat(config.limit()).isEqualTo(5);
  }

  @Test
  void namesWithCommasStandInQuotes() {
    ImportConfig config =
        parsed(
                "--map", "user=\"a, b\",properties.\"x=y\"=\"q\"\"q\"",
                "--map", "item=i",
                "--columns", "\"a, b\",i,t",
                "--delimiter", "::",
                "--quotes", "none",
                "--encoding", "latin1")
            .config(DATABASE, Map.of(), 1);
    assertThat(config.mapping().column(Field.USER)).isEqualTo("a, b");
    assertThat(config.mapping().column(Field.ITEM)).isEqualTo("i");
    assertThat(config.mapping().properties()).isEqualTo(Map.of("x=y", "q\"q"));
    assertThat(config.text().columns()).containsExactly("a, b", "i", "t");
    assertThat(config.text().dialect()).isEqualTo(new CsvDialect("::", CsvDialect.Quotes.NONE));
    assertThat(config.text().encoding()).isEqualTo("ISO-8859-1");
  }

  @Test
  void whatIsWrongIsSaidWithWhatIsRight() {
    assertRefused(
        "--map knows no 'movie' for interactions: write user, session", "--map", "movie=m");
    assertRefused("name one kind", "--map", "properties=p,properties.a=b");
    assertRefused("--map knows no 'rating' for interactions", "--map", "rating=r");
    assertRefused("--as knows interactions, ratings, items and users", "--as", "stars");
    assertRefused("ratings have no type", "--as", "ratings", "--type", "view");
    assertRefused("users have none", "--as", "users", "--timestamp", "0");
    assertRefused("say --as items or --as users", "--list-separator", "|");
    assertRefused("add --map properties.NAME", "--as", "items", "--create-properties");
    assertRefused(
        "needs --list-separator",
        "--as",
        "items",
        "--create-properties",
        "--map",
        "properties.tags=t",
        "--list-properties",
        "t");
    assertRefused("cannot be called 'a:b'", "--as", "items", "--map", "properties.a:b=t");
    assertRefused("cannot be called 'item_id'", "--as", "items", "--map", "properties.item_id=t");
    assertRefused("say --as ratings, too", "--scale", "1:5");
    assertRefused("such as 0.5:5, not '5'", "--as", "ratings", "--scale", "5");
    assertRefused("csv, jsonl and parquet", "--format", "xml");
    assertRefused("1 to 64 characters", "--type", "");
    assertRefused("ISO 8601", "--timestamp", "yesterday");
    assertRefused("--delimiter", "--delimiter", "\"");
    assertRefused("--delimiter", "--delimiter", "");
    assertRefused("double and none", "--quotes", "single");
    assertRefused("there is no 'utf-9'", "--encoding", "utf-9");
    assertRefused("empty name", "--columns", "a,,b");
    assertRefused("needs FIELD=COLUMN", "--map", "user");
    assertRefused("a quote that nothing closes", "--map", "user=\"a,item=b");
    assertRefused("names user twice", "--map", "user=a", "--map", "user=b");
    assertRefused(
        "--numeric-properties names 'x'", "--map", "properties.r=c", "--numeric-properties", "x");
    assertRefused("those columns are: none", "--text-properties", "x");
    assertRefused(
        "name it by one",
        "--map",
        "properties.r=c",
        "--numeric-properties",
        "c",
        "--text-properties",
        "c");
    assertRefused("at least 0", "--max-rejects", "-1");
    assertRefused("at least 1", "--limit", "0");
  }

  @Test
  void headersThatLackColumnsAreRefused() {
    ImportConfig config = parsed("--map", "user=u", "--type", "v").config(DATABASE, Map.of(), 1);
    ColumnMapping mapping = config.mapping();
    mapping.requireIn(List.of("u", "item_id", "timestamp", "more"), config.constantFields());
    assertThatThrownBy(
            () -> mapping.requireIn(List.of("item_id", "timestamp"), config.constantFields()))
        .hasMessageContaining(
            "no column 'u', which --map names; its columns are item_id, timestamp");
    assertThatThrownBy(() -> mapping.requireIn(List.of("u", "timestamp"), config.constantFields()))
        .hasMessageContaining("no column item_id, and none is named by --map item=COLUMN");
    assertThatThrownBy(() -> mapping.requireIn(List.of("u", "item_id"), config.constantFields()))
        .hasMessageContaining("--timestamp");
    assertThatThrownBy(
            () ->
                mapping.requireIn(
                    List.of("u", "u", "item_id", "timestamp"), config.constantFields()))
        .hasMessageContaining("two of its columns are called 'u'");
  }

  @Test
  void aWrongFormatOrZoneOfTimestampsNamesItsOption() {
    assertRefused("--timestamp-format: a timestamp format is", "--timestamp-format", "x nonsense");
    assertRefused(
        "--timestamp-zone: there is no time zone 'Middle/Earth'",
        "--timestamp-zone",
        "Middle/Earth");
  }
}
