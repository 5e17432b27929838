package io.tastelake.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tastelake.serving.ServingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Containers and manifests under {@code deploy} say what the programs understand: options and
 * variables are on the configuration page, which is generated, and files are where the images have
 * them.
 */
class DeployTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final Path DEPLOY = ROOT.resolve("deploy");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern VARIABLE = Pattern.compile("TASTELAKE_[A-Z_]+");

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }

  private static List<JsonNode> documents(String file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (var parser = new YAMLFactory().createParser(DEPLOY.resolve(file).toFile())) {
      YAML.readValues(parser, JsonNode.class).forEachRemaining(documents::add);
    }
    return documents;
  }

  private static Stream<JsonNode> ofKind(String file, String kind) throws IOException {
    return documents(file).stream().filter(each -> each.path("kind").asText().equals(kind));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static void assertVariables(String file) throws IOException {
    String known =
        text(ROOT.resolve("docs/configuration.md"))
            + text(ROOT.resolve("dist/src/bin/api"))
            + Admin.commandLine().getSubcommands().get("create-topics").getUsageMessage();
    Matcher variable = VARIABLE.matcher(text(DEPLOY.resolve(file)));
    while (variable.find()) {
      assertThat(known).as(file).contains(variable.group());
    }
  }

  private static String version(String property) throws IOException {
    Matcher version =
        Pattern.compile("<" + property + ">([^<]+)<").matcher(text(ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private static String image() throws IOException {
    return text(DEPLOY.resolve("container/Dockerfile"));
  }

  @Test
  void imagesAreOfTheBuildsVersionsAndRunWithoutRoot() throws IOException {
    String image = image();
    assertThat(image)
        .contains(
            "FROM flink:" + version("flink.version") + "-java17 AS flink",
            "FROM apache/spark:" + version("spark.version") + " AS spark");
    for (String stage : List.of("api", "flink", "spark")) {
      String lines = image.substring(image.indexOf(" AS " + stage + "\n")).split("\nFROM ", 2)[0];
      assertThat(lines).as(stage).containsPattern("\nUSER [1-9]\\d*:[1-9]\\d*\n");
    }
    assertThat(image).contains("ENTRYPOINT [\"/opt/tastelake/bin/api\"]");
    // Hadoop opens no file system for a user without a name
    assertThat(image).contains("useradd --uid 10001 ", "USER 10001:10001");
    assertThat(ROOT.resolve("dist/src/bin/api")).exists();
    assertThat(text(DEPLOY.resolve("compose/compose.yaml")))
        .contains("apache/kafka:" + version("kafka.version"));
  }

  @Test
  void theKustomizationHoldsAllManifests() throws IOException {
    JsonNode kustomization = documents("kubernetes/kustomization.yaml").get(0);
    List<String> resources = texts(kustomization.path("resources"));
    try (Stream<Path> files = Files.list(DEPLOY.resolve("kubernetes"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".yaml") && !name.startsWith("kustomization"))
          .containsExactlyInAnyOrderElementsOf(resources);
    }
    assertThat(text(DEPLOY.resolve("kubernetes/core-site.xml")))
        .isEqualTo(text(DEPLOY.resolve("s3/core-site.xml")));
    assertVariables("kubernetes/kustomization.yaml");
    assertVariables("kubernetes/api.yaml");
  }

  @Test
  void theApiIsStartedAndAskedAsItUnderstands() throws IOException {
    JsonNode pod =
        ofKind("kubernetes/api.yaml", "Deployment")
            .findFirst()
            .orElseThrow()
            .at("/spec/template/spec");
    JsonNode api = pod.path("containers").get(0);
    ConfigurationPage.assertOptions(ServingApi.class.getName(), texts(api.path("args")));
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(api.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(api.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    assertThat(ofKind("kubernetes/api.yaml", "HorizontalPodAutoscaler")).hasSize(1);
    assertThat(ofKind("kubernetes/api.yaml", "PodDisruptionBudget")).hasSize(1);
  }

  @Test
  void bothFlinkJobsGoOnFromSavepoints() throws IOException {
    List<JsonNode> jobs = ofKind("kubernetes/stream.yaml", "FlinkDeployment").toList();
    assertThat(jobs).hasSize(2);
    for (JsonNode job : jobs) {
      JsonNode spec = job.path("spec");
      ConfigurationPage.assertOptions(
          spec.at("/job/entryClass").asText(), texts(spec.at("/job/args")));
      assertThat(spec.at("/job/upgradeMode").asText()).isEqualTo("savepoint");
      assertThat(spec.at("/flinkConfiguration/high-availability.type").asText())
          .isEqualTo("kubernetes");
      assertThat(image()).contains(spec.at("/job/jarURI").asText().replace("local://", ""));
      assertThat(spec.path("flinkVersion").asText())
          .isEqualTo("v" + version("flink.version").replaceAll("\\.\\d+$", "").replace('.', '_'));
    }
  }

  @Test
  void schedulesRunJobsThatThereAreFromOurImage() throws IOException {
    List<JsonNode> jobs = ofKind("kubernetes/batch.yaml", "ScheduledSparkApplication").toList();
    assertThat(jobs).hasSize(2);
    for (JsonNode job : jobs) {
      JsonNode template = job.at("/spec/template");
      List<String> arguments = texts(template.path("arguments"));
      ConfigurationPage.assertOptions(
          template.path("mainClass").asText() + " " + arguments.get(0), arguments);
      assertThat(image())
          .contains(template.path("mainApplicationFile").asText().replace("local://", ""));
      assertThat(template.path("image").asText()).isEqualTo("tastelake-spark");
      assertThat(template.path("sparkVersion").asText()).isEqualTo(version("spark.version"));
      assertThat(template.at("/driver/env/0/value").asText()).isEqualTo("C.UTF-8");
    }
  }

  @Test
  void composeStartsEveryPartByItsOptions() throws IOException {
    JsonNode services = documents("compose/compose.yaml").get(0).path("services");
    Map<String, CommandLine> commands = Admin.commandLine().getSubcommands();
    List<String> started = new ArrayList<>();
    for (Map.Entry<String, JsonNode> service : services.properties()) {
      List<String> call = texts(service.getValue().path("command"));
      if (texts(service.getValue().path("entrypoint")).contains("/opt/tastelake/bin/admin")) {
        assertThat(commands).containsKey(call.get(0));
        var options = commands.get(call.get(0)).getCommandSpec().optionsMap();
        assertThat(call)
            .filteredOn(word -> word.startsWith("--"))
            .allSatisfy(option -> assertThat(options).containsKey(option));
        started.add(call.get(0));
      } else if (call.contains("--job-classname")) {
        String job = call.get(call.indexOf("--job-classname") + 1);
        ConfigurationPage.assertOptions(job, call.subList(call.indexOf(job) + 1, call.size()));
        started.add(job.substring(job.lastIndexOf('.') + 1));
      } else if (call.contains("io.tastelake.batch.Main")) {
        int jar = call.indexOf("/opt/tastelake/jobs/batch-jobs.jar");
        ConfigurationPage.assertOptions(
            "io.tastelake.batch.Main " + call.get(jar + 1), call.subList(jar + 2, call.size()));
        started.add(call.get(jar + 1));
      }
    }
    assertThat(started)
        .containsExactlyInAnyOrder(
            "create-topics",
            "migrate",
            "create-organization",
            "IngestInteractionsJob",
            "UpdateTasteJob",
            "nightly");
    assertVariables("compose/compose.yaml");
  }

  /** Compose copies what stands in its own file, and a read-only root refuses the copy. */
  @Test
  void readOnlyContainersGetFilesByMounts() throws IOException {
    JsonNode compose = documents("compose/compose.yaml").get(0);
    assertThat(compose.findValuesAsText("content")).isEmpty();
    for (JsonNode service : compose.path("services")) {
      assertThat(texts(service.path("volumes")))
          .filteredOn(volume -> volume.startsWith("./"))
          .allSatisfy(
              volume ->
                  assertThat(DEPLOY.resolve("compose").resolve(volume.replaceFirst(":.*", "")))
                      .exists());
    }
  }
}
