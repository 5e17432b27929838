package io.tastelake.serving.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The manifests under {@code deploy/kubernetes}, and Kubernetes' own classes for their kinds. */
final class Manifests {

  private static final Path FOLDER =
      Path.of(System.getProperty("tastelake.root"), "deploy", "kubernetes");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String MODELS = "io.kubernetes.client.openapi.models.";

  private Manifests() {}

  static List<JsonNode> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> documents(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> ofKind(String kind) {
    return all().stream().filter(each -> each.path("kind").asText().equals(kind)).toList();
  }

  static JsonNode only(String kind) {
    List<JsonNode> found = ofKind(kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " documents of kind " + kind + " instead of one");
    }
    return found.get(0);
  }

  static List<String> names(String kind) {
    return ofKind(kind).stream().map(each -> each.at("/metadata/name").asText()).toList();
  }

  private static List<JsonNode> documents(Path file) {
    List<JsonNode> documents = new ArrayList<>();
    try (var parser = new YAMLFactory().createParser(file.toFile())) {
      YAML.readValues(parser, JsonNode.class).forEachRemaining(documents::add);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
    return documents;
  }

  /** The class of a document's kind in Kubernetes' client; empty for what operators bring. */
  static Optional<String> model(JsonNode document) {
    String version = document.path("apiVersion").asText().replaceFirst(".*/", "");
    String name = version.toUpperCase(Locale.ROOT) + document.path("kind").asText();
    try {
      Class.forName(MODELS + name);
      return Optional.of(name);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Holds a part of a document against a class of Kubernetes' client.
   *
   * @throws IllegalArgumentException if a field is unknown, of another type, or missing though
   *     required
   */
  static void check(String model, JsonNode part) {
    try {
      Method validate =
          Class.forName(MODELS + model).getMethod("validateJsonElement", JsonElement.class);
      validate.invoke(null, JsonParser.parseString(part.toString()));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(model + ": " + e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
