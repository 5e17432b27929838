package io.tastelake.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All notebooks run to their ends on a small lake, and a cell that fails is not overlooked. */
class NotebooksTest {

  private static final long SEED = 20_250_101;
  private static final Path NOTEBOOKS =
      Path.of(System.getProperty("tastelake.root")).resolve("notebooks");

  private static Path folder;
  private static Jupyter jupyter;

  @BeforeAll
  static void writeLake() throws IOException {
    System.out.println("seed = " + SEED);
    boolean installed = Jupyter.executes();
    if (!installed) {
      System.out.println("SKIPPED NotebooksTest: jupyter-nbconvert is not installed");
    }
    assumeTrue(installed, "jupyter-nbconvert is not installed");
    Path target = Files.createDirectories(Path.of("target", "notebooks").toAbsolutePath());
    folder = Files.createTempDirectory(target, "run-");
    Path lake = folder.resolve("lake");
    SampleLake.write(lake.toUri(), SEED);
    KernelSpec.write(
        folder.resolve("jupyter"),
        Map.of(
            "TASTELAKE_LAKE",
            lake.toUri().toString(),
            "TASTELAKE_PARAMETERS",
            SampleLake.PARAMETERS));
    jupyter = new Jupyter(folder.resolve("jupyter"));
  }

  @Test
  void allRunToTheirEnds() throws Exception {
    List<Path> notebooks = Main.in(NOTEBOOKS);
    assertThat(notebooks).hasSize(3);
    Path output = folder.resolve("executed");
    assertThat(jupyter.execute(notebooks, output)).isZero();
    for (Path notebook : notebooks) {
      Path executed = output.resolve(notebook.getFileName());
      assertThat(outputs(executed, "image/png"))
          .as("charts of %s", notebook)
          .isGreaterThanOrEqualTo(2);
      assertThat(Files.size(executed)).as("bytes of %s", executed).isLessThan(300_000);
    }
  }

  @Test
  void parametersAreComparedWithThoseThatTheDatabaseHas() throws Exception {
    assertThat(Files.readString(NOTEBOOKS.resolve("02_tune_implicit_to_explicit.ipynb")))
        .contains("A: what the database has now")
        .contains("B, from what occurs: buy");
  }

  @Test
  void committedNotebooksShowWhatTheyShowed() throws Exception {
    for (Path notebook : Main.in(NOTEBOOKS)) {
      assertThat(outputs(notebook, "image/png"))
          .as("charts of %s", notebook)
          .isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void aCellThatThrowsFailsTheRun() throws Exception {
    assertThat(run("throws", "int[] none = {};", "System.out.println(none[1]);")).isNotZero();
  }

  @Test
  void aCellThatDoesNotCompileFailsTheRun() throws Exception {
    assertThat(run("wrong", "int text = \"text\";")).isNotZero();
  }

  @Test
  void cellsKnowTheOnesBefore() throws Exception {
    assertThat(run("right", "int two = 2;\nint three() {\n  return two + 1;\n}", "two + three()"))
        .isZero();
    assertThat(outputs(folder.resolve("executed/right.ipynb"), "text/plain")).isEqualTo(1);
  }

  private static int run(String name, String... cells) throws Exception {
    List<String> json = new ArrayList<>();
    for (String cell : cells) {
      JsonObject each = new JsonObject();
      each.addProperty("source", cell);
      json.add(
          "{\"cell_type\": \"code\", \"execution_count\": null, \"metadata\": {}, \"outputs\": [], "
              + each.toString().substring(1));
    }
    Path notebook = folder.resolve(name + ".ipynb");
    Files.writeString(
        notebook,
        "{\"cells\": ["
            + String.join(",", json)
            + "], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 4}");
    return jupyter.execute(List.of(notebook), folder.resolve("executed"));
  }

  private static long outputs(Path notebook, String type) throws IOException {
    long count = 0;
    JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
    for (JsonElement cell : json.getAsJsonArray("cells")) {
      JsonElement outputs = cell.getAsJsonObject().get("outputs");
      if (outputs != null) {
        for (JsonElement output : outputs.getAsJsonArray()) {
          JsonObject data = output.getAsJsonObject().getAsJsonObject("data");
          count += data != null && data.has(type) ? 1 : 0;
        }
      }
    }
    return count;
  }
}
