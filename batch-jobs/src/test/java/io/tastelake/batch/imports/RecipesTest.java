package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.InteractionEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The recipes of {@code docs/import.md}, on rows made up after the shape of each data set. */
class RecipesTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(0, 7));

  @Command
  private static final class Holder {
    @Mixin private ImportOptions options;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "MovieLens latest|uint32|userId,movieId,rating,timestamp¶1,31,2.5,1260759144"
            + "|1 31 rated 1.260759144E9 {'rating':2.5}",
        "MovieLens 1M, 10M|uint32|1::1193::5::978300760|1 1193 rated 9.7830076E8 {'rating':5}",
        "MovieLens 100K|uint32|196→242→3→881250949|196 242 rated 8.81250949E8 {'rating':3}",
        "REES46|uint32|event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session¶2019-10-01"
            + " 00:00:00"
            + " UTC,view,44600062,2103807459595387724,,shiseido,35.79,541312140,72d7|541312140"
            + " 44600062 view 1.5698880E9 {'brand':'shiseido','price':35.79}",
        "Retailrocket|uint32|timestamp,visitorid,event,itemid,transactionid¶1433221332117,257597,view,355908,|257597"
            + " 355908 view 1.433221332117E9 -",
        "Last.fm"
            + " 1K|text64|user_000001→2009-05-04T23:08:57Z→f1b1cf71-bd35-4e99-8624-24a6e15f133a→Deep"
            + " Dish→→\"Heroes\" (1999)|user_000001 f1b1cf71-bd35-4e99-8624-24a6e15f133a listen"
            + " 1.241478537E9 {'track':'\\'Heroes\\' (1999)'}",
        "yoochoose|uint32|1,2014-04-07T10:51:09.277Z,214536502,0"
            + "|1 214536502 click 1.396867869277E9 {'category':0}",
        "Steam (hours played)|text64|151603712,The Elder Scrolls V Skyrim,play,273.0,0"
            + "|151603712 The Elder Scrolls V Skyrim play 1.4832288E9 {'hours':273.0}",
        "Amazon reviews"
            + " 2023|urlsafe64|{'rating':1.0,'title':'No','parent_asin':'B00YQ6X8EO','user_id':'AGKHLEW','timestamp':1593352422858,'verified_purchase':true}|AGKHLEW"
            + " B00YQ6X8EO review 1.593352422858E9 {'rating':1.0}",
        "Taobao UserBehavior|uint32|1,2268318,2520377,pv,1511544070"
            + "|1 2268318 pv 1.51154407E9 {'category':2520377}",
      })
  void aRecipeReadsItsFile(String name, String ids, String file, String expected) throws Exception {
    Recipe recipe = Recipe.of(name);
    String text = file.replace('¶', '\n').replace('→', '\t');
    boolean json = text.startsWith("{");
    List<RawRow> rows = rows(recipe, json ? text.replace('\'', '"') : text, json);
    assertThat(rows).hasSize(1);
    Map<Field, String> types = Map.of(Field.USER, ids, Field.ITEM, ids, Field.SESSION, ids);
    SourceFile source = new SourceFile("file:/s", name, 1, json ? Format.JSONL : Format.CSV);
    InteractionEvent event = new EventReader(recipe.config(types), source).event(rows.get(0));
    Change.Recorded recorded = (Change.Recorded) event.change();
    String read =
        "%s %s %s %s %s"
            .formatted(
                event.actor().id(),
                recorded.content().item(),
                recorded.content().type(),
                recorded.content().timestamp(),
                recorded.content().properties() == null ? "-" : recorded.content().properties());
    assertThat(read.replace('"', '\'')).isEqualTo(expected.replace("1.5698880E9", "1.569888E9"));
  }

  private static List<RawRow> rows(Recipe recipe, String text, boolean json) throws IOException {
    ImportConfig config = recipe.config(Map.of());
    InputStream content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    Rows rows =
        json
            ? new JsonRows(config.text().lines(content), config.mapping().wanted())
            : new CsvRows(config.text().csv(content));
    List<RawRow> all = new ArrayList<>();
    for (RawRow row = rows.next(); row != null; row = rows.next()) {
      all.add(row);
    }
    return all;
  }

  /** What the page says. */
  private record Recipe(List<String> arguments) {

    static Recipe of(String name) throws IOException {
      Path page = Path.of(System.getProperty("tastelake.root"), "docs", "import.md");
      String line =
          Files.readAllLines(page).stream()
              .filter(each -> each.startsWith("| " + name + " |"))
              .findFirst()
              .orElseThrow();
      String[] cells = line.split("\\|", -1);
      String options = cells[4].strip().replace("`", "");
      List<String> arguments = new ArrayList<>(List.of("--input", "x"));
      arguments.addAll(List.of("--database", DATABASE.value()));
      // words, or what stands in quotes
      java.util.regex.Matcher words =
          java.util.regex.Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(options);
      while (words.find()) {
        arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
      }
      return new Recipe(arguments);
    }

    ImportConfig config(Map<Field, String> ids) {
      Holder holder = new Holder();
      new CommandLine(holder).parseArgs(arguments.toArray(String[]::new));
      holder.options.check();
      return holder.options.config(DATABASE.value(), ids, 1);
    }
  }
}
