package io.tastelake.notebooks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a notebook shows. */
record NotebookFile(JsonObject json) {

  static NotebookFile read(Path file) throws IOException {
    return new NotebookFile(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
  }

  /** A new one of these cells, not run yet. */
  static void write(Path file, List<String> cells) throws IOException {
    List<String> json =
        cells.stream()
            .map(
                cell -> {
                  JsonObject source = new JsonObject();
                  source.addProperty("source", cell);
                  return "{\"cell_type\": \"code\", \"execution_count\": null, \"metadata\": {},"
                      + " \"outputs\": [], "
                      + source.toString().substring(1);
                })
            .toList();
    Files.writeString(
        file,
        "{\"cells\": ["
            + String.join(",", json)
            + "], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 4}");
  }

  /** All that its cells printed. */
  String printed() {
    StringBuilder all = new StringBuilder();
    outputs()
        .filter(output -> output.has("text"))
        .forEach(output -> all.append(text(output.get("text"))));
    return all.toString();
  }

  /** The first group of what {@code pattern} finds in what its cells printed. */
  String printed(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(printed());
    if (!matcher.find()) {
      throw new AssertionError("'" + pattern + "' is not in:\n" + printed());
    }
    return matcher.group(1);
  }

  /** Values that cells ended with. */
  long values() {
    return shown("text/plain").count();
  }

  long pictures() {
    return shown("image/png").count();
  }

  /** Values by label, by series, by title of each chart, as their captions say them. */
  Map<String, Map<String, Map<String, Double>>> charts() {
    Map<String, Map<String, Map<String, Double>>> charts = new LinkedHashMap<>();
    shown("image/png")
        .map(data -> text(data.get("text/plain")).lines().toList())
        .forEach(
            lines -> {
              Map<String, Map<String, Double>> chart = new LinkedHashMap<>();
              lines.subList(1, lines.size()).forEach(line -> addSeries(chart, line));
              charts.put(lines.get(0), chart);
            });
    return charts;
  }

  private static void addSeries(Map<String, Map<String, Double>> chart, String line) {
    if (line.endsWith(": ")) {
      chart.put(line.substring(0, line.length() - 2), Map.of());
      return;
    }
    int values = Math.max(0, line.lastIndexOf(": ", line.indexOf(" = ")));
    Map<String, Double> series = new LinkedHashMap<>();
    for (String value : line.substring(values + 2).split("; ", -1)) {
      int equals = value.lastIndexOf(" = ");
      series.put(value.substring(0, equals), Double.valueOf(value.substring(equals + 3)));
    }
    chart.put(line.substring(0, values), series);
  }

  private Stream<JsonObject> shown(String type) {
    return outputs()
        .filter(output -> output.has("data"))
        .map(output -> output.getAsJsonObject("data"))
        .filter(data -> data.has(type));
  }

  private Stream<JsonObject> outputs() {
    return objects(json.get("cells"))
        .filter(cell -> cell.has("outputs"))
        .flatMap(cell -> objects(cell.get("outputs")));
  }

  private static Stream<JsonObject> objects(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  /** Texts are whole or in lines. */
  private static String text(JsonElement text) {
    if (!text.isJsonArray()) {
      return text.getAsString();
    }
    StringBuilder all = new StringBuilder();
    text.getAsJsonArray().forEach(line -> all.append(line.getAsString()));
    return all.toString();
  }
}
