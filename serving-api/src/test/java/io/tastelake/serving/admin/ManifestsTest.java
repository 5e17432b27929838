package io.tastelake.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Manifests are what Kubernetes takes, by the classes of its own client, and what they name is
 * there. The operators publish no schemas: of their kinds, the fields that are used are listed here
 * as of 2026, and parts that are Kubernetes' are held against its classes.
 */
final class ManifestsTest {

  private static final Path ROOT = Path.of(System.getProperty("tastelake.root"));
  private static final Set<String> OF_OPERATORS =
      Set.of("Kustomization", "FlinkDeployment", "ScheduledSparkApplication", "SparkApplication");
  private static final Set<String> FLINK =
      Set.of(
          "image",
          "flinkVersion",
          "serviceAccount",
          "flinkConfiguration",
          "podTemplate",
          "jobManager",
          "taskManager",
          "job");
  private static final Set<String> FLINK_JOB =
      Set.of("jarURI", "entryClass", "parallelism", "upgradeMode", "state", "args");
  private static final Set<String> SPARK =
      Set.of(
          "type",
          "mode",
          "image",
          "imagePullPolicy",
          "sparkVersion",
          "mainClass",
          "mainApplicationFile",
          "arguments",
          "deps",
          "sparkConf",
          "restartPolicy",
          "driver",
          "executor");
  private static final Set<String> SPARK_POD =
      Set.of(
          "cores",
          "memory",
          "instances",
          "serviceAccount",
          "podSecurityContext",
          "securityContext",
          "env",
          "secrets",
          "configMaps");

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> values(String field) {
    return Manifests.all().stream()
        .flatMap(document -> document.findValuesAsText(field).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode apiPod() {
    return Manifests.only("Deployment").at("/spec/template/spec");
  }

  private static List<JsonNode> sparkApplications() {
    List<JsonNode> applications = new ArrayList<>();
    Manifests.ofKind("SparkApplication").forEach(each -> applications.add(each.path("spec")));
    Manifests.ofKind("ScheduledSparkApplication")
        .forEach(each -> applications.add(each.at("/spec/template")));
    return applications;
  }

  /** Specifications of pods, wherever they stand. */
  private static List<JsonNode> pods() {
    List<JsonNode> pods = new ArrayList<>(List.of(apiPod()));
    pods.add(Manifests.only("Job").at("/spec/template/spec"));
    Manifests.ofKind("FlinkDeployment")
        .forEach(each -> pods.add(each.at("/spec/podTemplate/spec")));
    return pods;
  }

  private static List<JsonNode> containers(JsonNode pod) {
    List<JsonNode> containers = new ArrayList<>();
    pod.path("initContainers").forEach(containers::add);
    pod.path("containers").forEach(containers::add);
    return containers;
  }

  @Test
  void kubernetesKnowsEveryFieldOfItsKinds() {
    for (JsonNode document : Manifests.all()) {
      Manifests.model(document)
          .ifPresentOrElse(
              model -> Manifests.check(model, document),
              () -> assertThat(document.path("kind").asText()).isIn(OF_OPERATORS));
    }
    assertThat(Manifests.all()).hasSizeGreaterThan(20);
  }

  @Test
  void aMistypedFieldAndAMissingOneAreFound() {
    JsonNode mistyped = Manifests.only("Deployment").deepCopy();
    ObjectNode container = (ObjectNode) mistyped.at("/spec/template/spec/containers/0");
    container.set("readynessProbe", container.remove("readinessProbe"));
    assertThatThrownBy(() -> Manifests.check("V1Deployment", mistyped))
        .hasMessageContaining("readynessProbe");
    JsonNode missing = Manifests.only("Deployment").deepCopy();
    ((ObjectNode) missing.path("spec")).remove("selector");
    assertThatThrownBy(() -> Manifests.check("V1Deployment", missing))
        .hasMessageContaining("selector");
  }

  @Test
  void flinksOperatorTakesBothJobs() {
    for (JsonNode deployment : Manifests.ofKind("FlinkDeployment")) {
      JsonNode spec = deployment.path("spec");
      assertThat(deployment.at("/metadata/name").asText())
          .matches("[a-z]([-a-z0-9]{0,43}[a-z0-9])?");
      assertThat(fields(spec)).isSubsetOf(FLINK);
      assertThat(fields(spec.path("job"))).isSubsetOf(FLINK_JOB);
      for (String manager : List.of("jobManager", "taskManager")) {
        assertThat(fields(spec.path(manager))).isSubsetOf("replicas", "resource");
        assertThat(spec.path(manager).at("/resource/memory").asText()).matches("\\d+m");
      }
      assertThat(spec.at("/flinkConfiguration")).allMatch(JsonNode::isTextual, "is text");
      Manifests.check("V1PodTemplateSpec", spec.path("podTemplate"));
      assertThat(spec.at("/podTemplate/spec/containers/0/name").asText())
          .isEqualTo("flink-main-container");
    }
  }

  @Test
  void sparksOperatorTakesTheJobs() {
    for (JsonNode schedule : Manifests.ofKind("ScheduledSparkApplication")) {
      assertThat(fields(schedule.path("spec")))
          .isSubsetOf("schedule", "concurrencyPolicy", "template");
      assertThat(schedule.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
    }
    assertThat(sparkApplications()).hasSize(3);
    for (JsonNode application : sparkApplications()) {
      assertThat(fields(application)).isSubsetOf(SPARK);
      assertThat(application.path("type").asText()).isEqualTo("Java");
      assertThat(application.at("/restartPolicy/type").asText()).isIn("OnFailure", "Always");
      for (String pod : List.of("driver", "executor")) {
        JsonNode part = application.path(pod);
        assertThat(fields(part)).isSubsetOf(SPARK_POD);
        Manifests.check("V1PodSecurityContext", part.path("podSecurityContext"));
        Manifests.check("V1SecurityContext", part.path("securityContext"));
        part.path("env").forEach(variable -> Manifests.check("V1EnvVar", variable));
        assertThat(part.at("/podSecurityContext/runAsNonRoot").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void whatManifestsNameIsThere() throws IOException {
    Set<String> accounts = values("serviceAccountName");
    accounts.addAll(values("serviceAccount"));
    assertThat(Manifests.names("ServiceAccount")).containsExactlyInAnyOrderElementsOf(accounts);
    JsonNode kustomization = Manifests.only("Kustomization");
    List<String> configMaps = kustomization.path("configMapGenerator").findValuesAsText("name");
    assertThat(configMaps).containsExactlyInAnyOrder("tastelake", "tastelake-hadoop");
    for (JsonNode application : sparkApplications()) {
      assertThat(application.findValues("configMaps"))
          .allSatisfy(maps -> assertThat(maps.findValuesAsText("name")).isSubsetOf(configMaps));
    }
    Set<String> secrets = values("secretName");
    sparkApplications()
        .forEach(each -> secrets.addAll(each.at("/driver/secrets").findValuesAsText("name")));
    Set<String> created =
        Pattern.compile("kubectl create secret generic (\\S+) ")
            .matcher(text("deploy/README.md"))
            .results()
            .map(MatchResult::group)
            .map(command -> command.strip().replaceFirst(".* ", ""))
            .collect(Collectors.toSet());
    assertThat(created).isEqualTo(secrets);
    assertThat(values("image"))
        .isEqualTo(Set.of("tastelake-api", "tastelake-flink", "tastelake-spark"));
    for (JsonNode pod : pods()) {
      List<String> volumes = pod.path("volumes").findValuesAsText("name");
      for (JsonNode container : containers(pod)) {
        container
            .path("volumeMounts")
            .forEach(mount -> assertThat(volumes).contains(mount.path("name").asText()));
      }
      assertThat(pod.findValues("configMap"))
          .allSatisfy(map -> assertThat(configMaps).contains(map.path("name").asText()));
      assertThat(pod.findValues("configMapRef"))
          .allSatisfy(map -> assertThat(configMaps).contains(map.path("name").asText()));
    }
  }

  @Test
  void noPodRunsAsRootOrWritesBesideItsVolumes() {
    for (JsonNode pod : pods()) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : containers(pod)) {
        JsonNode context = container.path("securityContext");
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.path("volumeMounts").findValuesAsText("mountPath")).contains("/tmp");
      }
    }
  }

  @Test
  void topicsAndTablesAreMadeByCommandsThatThereAre() {
    for (JsonNode container : containers(Manifests.only("Job").at("/spec/template/spec"))) {
      assertThat(container.at("/command/0").asText()).isEqualTo("/opt/tastelake/bin/admin");
      var command =
          Admin.commandLine()
              .getSubcommands()
              .get(container.at("/args/0").asText())
              .getCommandSpec();
      assertThat(container.path("args"))
          .filteredOn(argument -> argument.asText().startsWith("--"))
          .allSatisfy(option -> assertThat(command.optionsMap()).containsKey(option.asText()));
    }
  }

  @Test
  void portsAndLabelsAreThoseOfThePods() throws IOException {
    String help = text("docs/configuration.md");
    JsonNode api = apiPod().path("containers").get(0);
    assertThat(help).containsPattern("--port=<port> [^-]*Default: " + port(api, "http"));
    assertThat(help)
        .containsPattern("--metrics-port=<port>(?s:.){0,200}Default: " + port(api, "metrics"));
    assertThat(text("deploy/container/Dockerfile"))
        .contains("\nEXPOSE " + port(api, "http") + "\n");
    for (String probe :
        List.of("/startupProbe/httpGet", "/readinessProbe/httpGet", "/livenessProbe/tcpSocket")) {
      assertThat(api.at(probe + "/port").asText()).isEqualTo("http");
    }
    JsonNode labels = Manifests.only("Deployment").at("/spec/template/metadata/labels");
    assertThat(Manifests.only("Deployment").at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(Manifests.only("Service").at("/spec/selector")).isEqualTo(labels);
    assertThat(Manifests.only("Service").at("/spec/ports/0/targetPort").asText()).isEqualTo("http");
    assertThat(Manifests.only("PodDisruptionBudget").at("/spec/selector/matchLabels"))
        .isEqualTo(labels);
    assertThat(Manifests.only("HorizontalPodAutoscaler").at("/spec/scaleTargetRef/name").asText())
        .isEqualTo(Manifests.only("Deployment").at("/metadata/name").asText());
    // Flink labels its pods with the deployment's name
    Set<String> apps = new TreeSet<>(Manifests.names("FlinkDeployment"));
    apps.add(labels.path("app").asText());
    assertThat(
            Manifests.ofKind("NetworkPolicy").stream()
                .map(policy -> policy.at("/spec/podSelector/matchLabels/app").asText())
                .filter(app -> !app.isEmpty()))
        .containsExactlyInAnyOrderElementsOf(apps);
  }

  private static String port(JsonNode container, String name) {
    for (JsonNode port : container.path("ports")) {
      if (port.path("name").asText().equals(name)) {
        return port.path("containerPort").asText();
      }
    }
    throw new AssertionError("no port " + name);
  }
}
