package io.tastelake.batch.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.contracts.cell.Cell;
import io.tastelake.contracts.cell.TimestampFormat;
import io.tastelake.contracts.cell.WrongRowException;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(0, 7));
  private static final Map<Field, String> IDS =
      Map.of(Field.USER, "uint32", Field.ITEM, "hex8", Field.SESSION, "urlsafe8");
  private static final SourceFile SOURCE = new SourceFile("file:/s", "s", 1, Format.JSONL);

  private static EventReader reader(Map<String, String> mapping, Map<Field, String> constants) {
    return reader(mapping, constants, PropertyTypes.UNDECIDED);
  }

  private static EventReader reader(
      Map<String, String> mapping, Map<Field, String> constants, PropertyTypes types) {
    return new EventReader(
        new ImportConfig(
            DATABASE.value(),
            IDS,
            ColumnMapping.parse(mapping, Imported.INTERACTIONS),
            constants,
            TextFormat.DEFAULT,
            types,
            new ListTexts(null, Set.of()),
            TimestampFormat.DEFAULT,
            Scale.OWN,
            Long.MAX_VALUE,
            null,
            0,
            5),
        SOURCE);
  }

  private static InteractionEvent event(String json) throws WrongRowException {
    return event(json, Map.of(), Map.of());
  }

  private static InteractionEvent event(
      String json, Map<String, String> mapping, Map<Field, String> constants)
      throws WrongRowException {
    Set<String> wanted = ColumnMapping.parse(mapping, Imported.INTERACTIONS).wanted();
    RawRow row = RawRow.of(3, 4, JsonCells.of(json.replace('\'', '"'), wanted));
    return reader(mapping, constants).event(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'a': NaN}", "{'a': 01}", "{'a'", "{'a': 'b\u0001'}", "{a: 1}", "{'a': x}"})
  void noReasonNamesALibrary(String json) {
    assertThatThrownBy(() -> event(json))
        .hasMessageStartingWith("The line is not valid JSON: ")
        .hasMessageNotContainingAny("Feature", "enable", "Jackson", "[Source", "`", "start marker");
  }

  @Test
  void aRowBecomesTheEventThatTheApiWouldAppend() throws Exception {
    InteractionEvent event =
        event(
            "{'user_id': 12.0, 'item_id': 'ab', 'interaction_type': 'view', 'other': [1],"
                + " 'timestamp': 1.5, 'properties': {'a': 1.10, 'b': {'c': []}}}");
    assertThat(event.actor()).isEqualTo(Actor.of(new UserId("12")));
    assertThat(recorded(event).item()).isEqualTo(new ItemId("AB"));
    assertThat(recorded(event).type()).isEqualTo("view");
    assertThat(recorded(event).timestamp()).isEqualTo(1.5);
    assertThat(recorded(event).properties()).isEqualTo("{\"a\":1.10,\"b\":{\"c\":[]}}");
    assertThat(event.acceptedAt()).isEqualTo(5);
    assertThat(recorded(event).id()).isEqualTo(SOURCE.interaction(DATABASE, 3));
  }

  @Test
  void mappedColumnsAndConstantsTakeTheirPlaces() throws Exception {
    InteractionEvent event =
        event(
            "{'u': null, 's': 'x.y', 'i': '0a', 'r': '4.5', 'n': 7, 'when':"
                + " '2024-05-06T07:08:09Z'}",
            Map.of(
                "user",
                "u",
                "session",
                "s",
                "item",
                "i",
                "timestamp",
                "when",
                "properties.rating",
                "r",
                "properties.n",
                "n",
                "properties.none",
                "x"),
            Map.of(Field.TYPE, "rated"));
    assertThat(event.actor()).isEqualTo(Actor.of(new SessionId("x.y")));
    assertThat(recorded(event).timestamp()).isEqualTo(1714979289.0);
    assertThat(recorded(event).type()).isEqualTo("rated");
    assertThat(recorded(event).properties()).isEqualTo("{\"n\":7,\"rating\":\"4.5\"}");
  }

  private static String property(Cell cell, PropertyTypes types) throws Exception {
    Map<String, Cell> cells =
        Map.of(
            "user_id", Cell.untyped("1"),
            "item_id", Cell.untyped("2"),
            "interaction_type", Cell.untyped("v"),
            "timestamp", Cell.untyped("0"),
            "c", cell);
    InteractionEvent event =
        reader(Map.of("properties.p", "c"), Map.of(), types).event(RawRow.of(1, 2, cells));
    String object = recorded(event).properties();
    return object.substring("{\"p\":".length(), object.length() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "19.90|19.90",
        "-0.5|-0.5",
        "0|0",
        "9223372036854775807|9223372036854775807",
        "-9223372036854775808|-9223372036854775808",
        "9223372036854775808|'9223372036854775808'",
        "1234567890.1234567|1234567890.1234567",
        "1234567890.12345678|'1234567890.12345678'",
        "0.00012345678901234567|0.00012345678901234567",
        "12e456|'12e456'",
        "7E5|'7E5'",
        "007|'007'",
        "00.5|'00.5'",
        "+1|'+1'",
        "1.|'1.'",
        ".5|'.5'",
        "0x1F|'0x1F'",
        "NaN|'NaN'",
        "Infinity|'Infinity'",
        "true|'true'",
        "1,5|'1,5'",
        "\u0661|'\u0661'",
      })
  void textBecomesANumberOnlyIfItCanBeNothingElse(String text, String json) throws Exception {
    String expected = json.replace('\'', '"');
    assertThat(property(Cell.untyped(text), PropertyTypes.UNDECIDED)).isEqualTo(expected);
    assertThat(property(new Cell(text, Cell.Kind.TEXT), PropertyTypes.UNDECIDED))
        .isEqualTo('"' + text + '"');
    PropertyTypes text1 = new PropertyTypes(Set.of(), Set.of("c"));
    assertThat(property(Cell.untyped(text), text1)).isEqualTo('"' + text + '"');
  }

  @ParameterizedTest
  @CsvSource({"007,7", "7E5,7E5", "+1.50,1.50", "19.90,19.90", "1e-400,1e-400", "00E2,0E+2"})
  void aNumericColumnHoldsNumbers(String text, String json) throws Exception {
    PropertyTypes numeric = new PropertyTypes(Set.of("c"), Set.of());
    for (Cell.Kind kind : List.of(Cell.Kind.UNTYPED, Cell.Kind.TEXT, Cell.Kind.NUMBER)) {
      assertThat(property(new Cell(text, kind), numeric)).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"n/a", "12e456", "NaN", "1,5", "0x1F"})
  void aNumericColumnRefusesWhatIsNoNumber(String text) {
    PropertyTypes numeric = new PropertyTypes(Set.of("c"), Set.of());
    assertThatThrownBy(() -> property(Cell.untyped(text), numeric))
        .isInstanceOf(WrongRowException.class)
        .hasMessageContaining("The column c must hold a number")
        .hasMessageContaining(text);
  }

  @Test
  void numbersInCsvBecomeNumbers() throws Exception {
    Map<String, Cell> cells =
        Map.of(
            "user_id", Cell.untyped("1"),
            "item_id", Cell.untyped("2"),
            "interaction_type", Cell.untyped("v"),
            "timestamp", Cell.untyped("0"),
            "rating", Cell.untyped("4.50"),
            "zip", Cell.untyped("007"));
    Map<String, String> mapping = Map.of("properties.r", "rating", "properties.z", "zip");
    InteractionEvent event = reader(mapping, Map.of()).event(RawRow.of(1, 2, cells));
    assertThat(recorded(event).properties()).isEqualTo("{\"r\":4.50,\"z\":\"007\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'item_id':'a','interaction_type':'v','timestamp':1|neither a user nor a session",
        "'user_id':-1,'item_id':'a','interaction_type':'v','timestamp':1|user",
        "'user_id':1.5,'item_id':'a','interaction_type':'v','timestamp':1|user",
        "'user_id':true,'item_id':'a','interaction_type':'v','timestamp':1|user",
        "'user_id':1,'item_id':'xyz','interaction_type':'v','timestamp':1|item",
        "'user_id':1,'interaction_type':'v','timestamp':1|item is missing",
        "'user_id':1,'item_id':'a','interaction_type':'','timestamp':1|1 to 64 characters",
        "'user_id':1,'item_id':'a','interaction_type':7,'timestamp':1|1 to 64 characters",
        "'user_id':1,'item_id':'a','timestamp':1|type is missing",
        "'user_id':1,'item_id':'a','interaction_type':'v'|timestamp is missing",
        "'user_id':1,'item_id':'a','interaction_type':'v','timestamp':1714979289000|epoch-millis",
        "'user_id':1,'item_id':'a','interaction_type':'v','timestamp':'2024-W05'|ISO 8601",
        "'user_id':1,'item_id':'a','interaction_type':'v','timestamp':1,'properties':{'n':1e400}|JSON"
            + " object",
        "'user_id':1,'item_id':'a','interaction_type':'v','timestamp':1,'properties':{'n':[-1E999]}|JSON"
            + " object",
        "'user_id':1,'item_id':'a','interaction_type':'v','timestamp':1,'properties':[1]|JSON"
            + " object",
        "'user_id':1,'item_id':'a','interaction_type':'v','timestamp':1,'properties':'{1}'|JSON"
            + " object",
      })
  void whatTheApiRefusesIsRefused(String row, String reason) {
    assertThatThrownBy(() -> event("{" + row + "}"))
        .isInstanceOf(WrongRowException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void propertiesHaveTheApisLimit() {
    String large = "x".repeat(65_536);
    assertThatThrownBy(
            () ->
                event(
                    "{'user_id':1,'item_id':'a','interaction_type':'v','timestamp':1,"
                        + "'properties':{'t':'"
                        + large
                        + "'}}"))
        .isInstanceOf(WrongRowException.class)
        .hasMessageContaining("65,536");
  }

  @Test
  void membersWithinObjectsAreCalledByTheirPath() throws Exception {
    Map<String, String> mapping =
        Map.of(
            "user", "visitor.id",
            "item", "a.b",
            "properties.whole", "visitor",
            "properties.deep", "visitor.device.os",
            "properties.none", "visitor.none.os");
    InteractionEvent event =
        event(
            "{'visitor': {'id': 5, 'device': {'os': 'x'}, 'none': null}, 'a': {'b': 'ff'}, 'a.b':"
                + " 'ee', 'interaction_type': 'v', 'timestamp': 1}",
            mapping,
            Map.of());
    assertThat(event.actor()).isEqualTo(Actor.of(new UserId("5")));
    assertThat(recorded(event).item()).as("a member of that name").isEqualTo(new ItemId("EE"));
    assertThat(recorded(event).properties())
        .isEqualTo("{\"deep\":\"x\",\"whole\":{\"id\":5,\"device\":{\"os\":\"x\"},\"none\":null}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"[1]", "{'user_id':1}}", "{'user_id':", "{'user_id':01}", "nonsense"})
  void linesThatAreNoObjectAreRefused(String line) {
    assertThatThrownBy(() -> event(line)).isInstanceOf(WrongRowException.class);
  }

  @Test
  void idsDependOnDatabaseNameAndRowAlone() {
    SourceFile moved = new SourceFile("file:/elsewhere", "s", 9, Format.CSV);
    assertThat(moved.interaction(DATABASE, 8)).isEqualTo(SOURCE.interaction(DATABASE, 8));
    assertThat(SOURCE.interaction(DATABASE, 8)).isNotEqualTo(SOURCE.interaction(DATABASE, 9));
    assertThat(SOURCE.interaction(DATABASE, 8))
        .isNotEqualTo(SOURCE.interaction(DATABASE, 8 + (1L << 30)));
    assertThat(SOURCE.named("t").interaction(DATABASE, 8))
        .isNotEqualTo(SOURCE.interaction(DATABASE, 8));
    assertThat(SOURCE.interaction(DATABASE, 8)).hasToString("bc09f20c-e19e-8fbc-a0e6-f0e1d3b7f094");
  }

  private static Interaction recorded(InteractionEvent event) {
    return ((Change.Recorded) event.change()).content();
  }
}
