package io.tastelake.serving.http;

import static io.tastelake.serving.Answers.assertErrorShape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.serving.ApiResource;
import io.tastelake.serving.TestApi;
import io.tastelake.serving.TestApi.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests may spell in several ways, and what they may not. */
@ExtendWith(ApiResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TolerantRequestsTest {

  private final TestApi api;
  private String token;

  TolerantRequestsTest(TestApi api) {
    this.api = api;
  }

  @BeforeAll
  void prepare() {
    String database = api.createReadyDatabase("tolerant", "urlsafe64", "urlsafe64");
    token = api.serviceToken("tolerant", "backend", database, "");
    var unused =
        api.send(
            "POST",
            "/users/lists/interactions-bulk",
            token,
            """
            {"interactions": [
              {"item_id": "a", "interaction_type": "view"},
              {"item_id": "b", "interaction_type": "buy"},
              {"item_id": "c", "interaction_type": "a b"}]}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interaction_types=view&interaction_types=a%20b",
        "interaction_types[0]=view&interaction_types[1]=a+b",
        "interaction_types%5B0%5D=view&interaction_types%5B1%5D=a%20b",
        "interaction_types%5b%5d=view&interaction_types%5b%5d=a%20b",
        "unknown=&interaction_types=view&interaction_types=&interaction_types[7]=a%20b&cursor="
      })
  void listsAreRepeatedOrIndexed(String query) {
    String path =
        "/users/lists/interactions-bulk/?" + query.replace("[", "%5B").replace("]", "%5D");
    assertThat(api.send("GET", path, token, null).json().findValuesAsText("item_id"))
        .containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void unencodedBracketsAreTakenToo() {
    String answer =
        RawHttp.ask(
            api.uri(),
            "GET /users/lists/interactions-bulk?interaction_types[0]=buy HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200").contains("\"b\"").doesNotContain("\"a\"");
  }

  @Test
  void nullIsAbsentUnknownIsIgnoredAndNumbersMayHaveExponents() {
    Answer written =
        api.send(
            "POST",
            "/users/loose/interactions/i/",
            token,
            """
            {"interaction_type": "view", "timestamp": 1.5888123455E9, "properties": null,
             "unknown": {"deep": [1]}, "more": null}
            """);
    assertThat(written.text()).isEqualTo("{}");
    Answer bulk =
        api.send(
            "POST",
            "/users/loose/interactions-bulk/",
            token,
            """
            {"interactions": [{"item_id": "j", "interaction_type": "view", "timestamp": null}],
             "next": null}
            """);
    assertThat(bulk.text()).isEqualTo("{}");
    JsonNode rows =
        api.send("GET", "/users/loose/interactions-bulk/", token, null).json().path("interactions");
    assertThat(rows.findValuesAsText("item_id")).containsExactly("j", "i");
    assertThat(rows.get(1).path("timestamp").asDouble()).isEqualTo(1588812345.5);
    assertThat(rows.get(1).has("properties")).isFalse();
  }

  @Test
  void emptyOptionalMembersAreOmitted() {
    JsonNode page = api.send("GET", "/users/nobody/interactions-bulk/", token, null).json();
    assertThat(page.toString()).isEqualTo("{\"interactions\":[],\"has_next\":false}");
  }

  @Test
  void textOfTwoSpellingsInUtf8IsRefused() {
    for (byte[] wrong :
        new byte[][] {
          {(byte) 0xC0, (byte) 0x80},
          {(byte) 0xE0, (byte) 0x81, (byte) 0x81},
          {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
          {(byte) 0xFF},
          {(byte) 0xC3}
        }) {
      String latin = new String(wrong, StandardCharsets.ISO_8859_1);
      byte[] body =
          ("{\"interaction_type\": \"v" + latin + "\"}").getBytes(StandardCharsets.ISO_8859_1);
      Answer answer =
          api.send(
              api.request("POST", "/users/u/interactions/i/", null)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .header("Authorization", "Bearer " + token));
      assertErrorShape(answer, 400, 40, "WrongData", "WRONG_DATA_TYPE");
      assertThat(answer.json().path("message").asText()).contains("UTF-8");
    }
  }

  @Test
  void aCursorOfOneContractIsNoneOfTheOther() {
    String page = "/users/lists/interactions-bulk/?amt=1";
    String cursor = api.send("GET", page, token, null).json().path("next_cursor").asText();
    assertThat(api.send("GET", page + "&cursor=" + cursor, token, null).status()).isEqualTo(200);
    assertErrorShape(
        api.send("GET", "/user-data/lists/interactions?amt=1&cursor=" + cursor, token, null),
        400,
        40,
        "WrongData",
        "WRONG_PARAMETER");
  }
}
