package io.tastelake.serving.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.serving.document.ApiDocument.Answered;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge refuses: each of these answers differs from a right one by one thing. */
class ApiDocumentTest {

  private static final ApiDocument DOCUMENT = ApiDocument.read();
  private static final String NOT_FOUND =
      """
      {"error_code": 60, "error_name": "NotFoundError", "message": "There is no such path.",
       "error_data": {"type": "path", "key": "/", "name": "RESOURCE_NOT_FOUND"}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET    | /health/ready                 | 200 | {'status': 'ready'}",
        "GET    | /v1//users/7/interactions-bulk/?amt=1 | 200 | {'interactions': [], 'has_next': false}",
        "POST   | /users/7/interactions/a%2Fb/  | 200 | {}",
        "POST   | /users/7/interactions/8       | 200 | {'warnings': ['w']}",
        "DELETE | /databases/current            | 200 | ",
        "GET    | /                             | 200 | 'welcome'",
      })
  void rightAnswersPass(String method, String path, int status, String body) {
    DOCUMENT.check(answered(method, path, status, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET    | /health/ready            | 200 | {'status': 'ready', 'more': 1}",
        "GET    | /health/ready            | 200 | ",
        "GET    | /health/ready            | 204 | {'status': 'ready'}",
        "GET    | /users/7/interactions-bulk | 200 | {'interactions': [], 'has_next': true}",
        "GET    | /users/7/interactions-bulk | 200 | {'interactions': [], 'has_next': false, 'next_cursor': 'x'}",
        "POST   | /users/7/interactions/8  | 200 | {'warnings': []}",
        "DELETE | /databases/current       | 200 | {}",
        "GET    | /nowhere                 | 200 | {}",
        "GET    | /databases               | 401 | {'error_code': 21}",
        "PUT    | /health/ready            | 405 | {}",
      })
  void wrongAnswersDoNot(String method, String path, int status, String body) {
    Answered answer = answered(method, path, status, body);
    assertThatThrownBy(() -> DOCUMENT.check(answer)).isInstanceOf(AssertionError.class);
  }

  /** A reference to nothing judges nothing. */
  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsReferredTo() throws IOException {
    JsonNode document = new ObjectMapper().readTree(ServedFile.bytes("openapi.json"));
    List<String> references = document.findValuesAsText("$ref");
    assertThat(references).allMatch(ref -> !document.at(ref.substring(1)).isMissingNode());
    for (String kind : List.of("parameters", "schemas")) {
      document
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(references).contains("#/components/" + kind + "/" + name));
    }
  }

  @Test
  void anErrorFitsItsStatusAndHasNoFifthKey() {
    assertThat(DOCUMENT.problems(answered("GET", "/nowhere", 404, NOT_FOUND))).isEmpty();
    assertThat(DOCUMENT.problems(answered("GET", "/databases", 401, NOT_FOUND))).isNotEmpty();
    String fifth = NOT_FOUND.replace("{\"error_code\"", "{\"more\": 1, \"error_code\"");
    assertThat(DOCUMENT.problems(answered("GET", "/nowhere", 404, fifth))).isNotEmpty();
    String retry = NOT_FOUND.replace("{\"type\"", "{\"retry_after\": 1, \"type\"");
    assertThat(DOCUMENT.problems(answered("GET", "/nowhere", 404, retry))).isNotEmpty();
  }

  private static Answered answered(String method, String path, int status, String body) {
    String json = body == null ? "" : body.replace('\'', '"');
    return new Answered(
        method,
        path,
        status,
        name -> Optional.empty(),
        json.isEmpty() ? "" : "application/json",
        json);
  }
}
