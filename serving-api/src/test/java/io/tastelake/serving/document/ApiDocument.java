package io.tastelake.serving.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenAPI document as a judge of answers. Thread-safe. */
public final class ApiDocument {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LOCATION = "https://tastelake.example/openapi.json";

  private final JsonNode document;
  private final List<PathTemplate> templates;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private ApiDocument(String text) throws JsonProcessingException {
    this.document = MAPPER.readTree(text);
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(LOCATION, text)));
    this.templates =
        document.path("paths").properties().stream()
            .map(path -> new PathTemplate(path.getKey()))
            .sorted()
            .toList();
  }

  /** The document that the API serves. */
  public static ApiDocument read() {
    byte[] bytes = ServedFile.bytes("openapi.json");
    try {
      return new ApiDocument(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("openapi.json is no JSON", e);
    }
  }

  /**
   * An answer of the API.
   *
   * @param path as it was asked for, query included
   * @param header gives the value of a header of the answer
   */
  public record Answered(
      String method, String path, int status, Header header, String contentType, String body) {

    /** Headers by name. */
    @FunctionalInterface
    public interface Header {
      Optional<String> named(String name);
    }

    @Override
    public String toString() {
      String shown = body.length() < 500 ? body : body.substring(0, 500) + "…";
      return "%s %s: %d %s %s".formatted(method, path, status, contentType, shown);
    }
  }

  /** Fails unless the document says that this may be answered. */
  public void check(Answered answer) {
    if (answer.method().equals("OPTIONS") || answer.method().equals("HEAD")) {
      return; // asks for permission, and answers without a body
    }
    List<String> problems = problems(answer);
    if (!problems.isEmpty()) {
      throw new AssertionError(
          answer + "\nis not what openapi.json says: " + String.join("; ", problems));
    }
  }

  List<String> problems(Answered answer) {
    Optional<String> pointer = response(answer);
    if (pointer.isEmpty()) {
      return List.of("status " + answer.status() + " is not documented");
    }
    JsonNode response = document.at(pointer.get());
    List<String> problems = new ArrayList<>();
    response.path("headers").properties().stream()
        .filter(header -> header.getValue().path("required").asBoolean())
        .filter(header -> answer.header().named(header.getKey()).isEmpty())
        .forEach(header -> problems.add("the header " + header.getKey() + " is missing"));
    if (!response.has("content")) {
      if (!answer.body().isEmpty() || answer.contentType().contains("json")) {
        problems.add("it must be empty, and not of type JSON");
      }
      return problems;
    }
    String type = answer.contentType().split(";", 2)[0];
    if (!response.path("content").has(type)) {
      problems.add("the content type must be one of " + names(response.path("content")));
    } else if (type.equals("application/json")) {
      problems.addAll(problems(pointer.get() + "/content/application~1json/schema", answer));
    }
    return problems;
  }

  /** Where the document describes such an answer. */
  private Optional<String> response(Answered answer) {
    String method = answer.method().toLowerCase(Locale.ROOT);
    Optional<PathTemplate> template =
        templates.stream().filter(candidate -> candidate.matches(answer.path())).findFirst();
    String operation = template.map(path -> path.pointer() + "/" + method).orElse("");
    if (template.isEmpty() || document.at(operation).isMissingNode()) {
      int expected = template.isEmpty() ? 404 : 405;
      boolean malformed = answer.status() == 400;
      return Optional.of("/components/responses/" + answer.status())
          .filter(pointer -> answer.status() == expected || malformed);
    }
    String response = operation + "/responses/" + answer.status();
    String reference = document.at(response).path("$ref").asText();
    return Optional.of(reference.isEmpty() ? response : reference.substring(1))
        .filter(pointer -> !document.at(pointer).isMissingNode());
  }

  private List<String> problems(String schemaPointer, Answered answer) {
    try {
      JsonNode body = MAPPER.readTree(answer.body());
      return schemas
          .computeIfAbsent(
              schemaPointer,
              pointer -> registry.getSchema(SchemaLocation.of(LOCATION + "#" + escaped(pointer))))
          .validate(body)
          .stream()
          .map(Object::toString)
          .limit(10)
          .toList();
    } catch (JsonProcessingException e) {
      return List.of("the body is no JSON: " + e.getMessage());
    }
  }

  /** A JSON pointer as the fragment of a URI. */
  private static String escaped(String pointer) {
    return pointer.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
  }

  /** What is served, as {@code GET /path roles}. */
  public List<String> operations() {
    List<String> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        List<String> roles = new ArrayList<>();
        operation.getValue().path("x-roles").forEach(role -> roles.add(role.asText()));
        operations.add(
            operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " " + roles);
      }
    }
    return operations;
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
