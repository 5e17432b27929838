package io.tastelake.e2e.interaction;

import static io.tastelake.e2e.interaction.BadRequest.bad;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.e2e.kit.ApiClient;
import io.tastelake.e2e.kit.Log;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad requests get the contract's error and store nothing. */
@ExtendWith(SharedSystem.Extension.class)
class BadInputTest {

  private static final String A = "/user-data/ann/interactions";
  private static final String ONE = "/users/ann/interactions/lamp/";
  private static final String BULK = "/users/ann/interactions-bulk/";
  private static final String ALL = "/interactions-bulk/";

  private static Log log;
  private static Tenant tenant;
  private Map<Integer, Long> ends;

  @BeforeAll
  static void login(SharedSystem system) throws IOException {
    log = system.log();
    tenant = system.tenant(Tenant.Ids.TEXT);
  }

  @BeforeEach
  void noteEnds() {
    ends = log.ends();
  }

  @AfterEach
  void nothingIsStored() {
    assertThat(log.ends()).isEqualTo(ends);
  }

  @ParameterizedTest
  @MethodSource({
    "malformed",
    "wrongTypes",
    "outOfRange",
    "tooLong",
    "missing",
    "elsewhere",
    "wrongQueries"
  })
  void getsTheContractsError(BadRequest request) throws IOException {
    request.sendTo(tenant.client());
  }

  static Stream<BadRequest> malformed() {
    return Stream.of(
            "{", "{\"interaction_type\": \"view\"", "[]", "\"text\"", "{'a': 1}", "{}}", "\0")
        .flatMap(
            body ->
                Stream.of(
                    bad("POST", A, body),
                    bad("PUT", A, body),
                    bad("DELETE", A, body),
                    bad("POST", ONE, body),
                    bad("POST", BULK, body),
                    bad("POST", ALL, body)));
  }

  static Stream<BadRequest> wrongTypes() {
    return Stream.of(
            everywhere("\"interaction_type\": 7"),
            everywhere("\"interaction_type\": \"view\", \"timestamp\": \"yesterday\""),
            everywhere("\"interaction_type\": \"view\", \"timestamp\": {}"),
            everywhere("\"interaction_type\": \"view\", \"timestamp\": true"),
            everywhere("\"interaction_type\": \"view\", \"properties\": [1]"),
            everywhere("\"interaction_type\": \"view\", \"properties\": \"{}\""),
            Stream.of(
                bad("POST", BULK, "{\"interactions\": {}}"),
                bad("POST", BULK, "{\"interactions\": [7]}"),
                bad("POST", ALL, "{\"interactions\": \"none\"}"),
                bad("PUT", A, "{\"interaction_id\": 7}"),
                bad("DELETE", A, "{\"interaction_id\": []}")))
        .flatMap(requests -> requests);
  }

  static Stream<BadRequest> outOfRange() {
    return Stream.of("3500000000.1", "-150000000000.1", "4e9", "1e400", "-1e400", "NaN")
        .flatMap(time -> rows("\"interaction_type\": \"view\", \"timestamp\": " + time));
  }

  static Stream<BadRequest> tooLong() {
    String tooLong = "x".repeat(65);
    String row = "\"interaction_type\": \"view\", \"user_id\": \"ann\", \"item_id\": ";
    String longUser = "\"interaction_type\": \"view\", \"item_id\": \"lamp\", \"user_id\": \"";
    return Stream.concat(
        everywhere("\"interaction_type\": \"" + tooLong + "\""),
        Stream.of(
            bad("POST", "/user-data/" + tooLong + "/interactions", "{" + row + "\"lamp\"}")
                .named("INCORRECT_USER_ID_TYPE"),
            bad("POST", "/users/" + tooLong + "/interactions-bulk/", bulk(row + "\"lamp\""))
                .named("INCORRECT_USER_ID_TYPE"),
            bad("POST", ALL, bulk(longUser + tooLong + "\"")).named("INCORRECT_USER_ID_TYPE"),
            bad("POST", "/users/ann/interactions/" + tooLong + "/", "{" + row + "\"lamp\"}")
                .named("INCORRECT_ITEM_ID_TYPE"),
            bad("POST", A, "{" + row + "\"" + tooLong + "\"}").named("INCORRECT_ITEM_ID_TYPE"),
            bad("POST", BULK, bulk(row + "\"" + tooLong + "\"")).named("INCORRECT_ITEM_ID_TYPE"),
            bad("POST", BULK, bulk(row + "17")).named("INCORRECT_ITEM_ID_TYPE"),
            bad("POST", "/users/a%20b/interactions-bulk/", bulk(row + "\"lamp\""))
                .named("INCORRECT_USER_ID_TYPE")));
  }

  static Stream<BadRequest> missing() {
    return Stream.of(
        bad("POST", A, ""),
        bad("POST", A, "{\"item_id\": \"lamp\"}"),
        bad("POST", A, "{\"item_id\": null, \"interaction_type\": \"view\"}"),
        bad("POST", ONE, "{}"),
        bad("POST", BULK, "{\"interactions\": [{\"item_id\": \"lamp\"}]}"),
        bad("POST", ALL, "{\"interactions\": [{\"item_id\":\"a\",\"interaction_type\":\"b\"}]}"),
        bad("PUT", A, "{\"item_id\": \"lamp\"}"),
        bad("DELETE", A, "{}"),
        bad("DELETE", A, "null"));
  }

  static Stream<BadRequest> elsewhere() {
    String unknown = "{\"interaction_id\": \"0190a000-0000-7000-8000-000000000000\"}";
    return Stream.of(
        bad("GET", "/nothing/here", null).missing(),
        bad("POST", "/users/ann/interactions", "{}").missing(),
        bad("GET", "/v1/v1/interactions-bulk/", null).missing(),
        bad("PUT", A, unknown).missing(),
        bad("DELETE", A, unknown).missing(),
        bad("PATCH", A, "{}").notAllowed(),
        bad("GET", ONE, null).notAllowed(),
        bad("DELETE", BULK, "{}").notAllowed(),
        bad("PUT", ALL, "{}").notAllowed());
  }

  static Stream<BadRequest> wrongQueries() {
    return Stream.of(
            BULK + "?amt=0",
            BULK + "?amt=-1",
            BULK + "?amt=many",
            A + "?amt=1.5",
            BULK + "?cursor=abc",
            A + "?cursor=AAAA",
            ALL + "?cursor=x",
            ALL + "?start_timestamp=5&end_timestamp=5",
            ALL + "?start_timestamp=9&end_timestamp=5",
            ALL + "?start_timestamp=soon")
        .map(path -> bad("GET", path, null).named("WRONG_PARAMETER"));
  }

  @Test
  void aBulkWithOneWrongRowStoresNone() throws IOException {
    String good = "{\"item_id\": \"lamp\", \"interaction_type\": \"view\"}";
    String wrong = "{\"item_id\": \"lamp\", \"interaction_type\": 1}";
    String body = "{\"interactions\": [" + String.join(",", good, good, wrong, good, wrong) + "]}";
    var answer = tenant.client().call("POST", BULK, body);
    answer.isError(400, "WrongData", 40, "WRONG_DATA_TYPE");
    assertThat(answer.text("message")).contains("interactions[2]", "interactions[4]");
  }

  @Test
  void aBodyOf33MebibytesIsTooLarge() throws IOException {
    byte[] padding = new byte[33 << 20];
    Arrays.fill(padding, (byte) ' ');
    for (String path : new String[] {A, ONE, BULK, ALL}) {
      tenant
          .client()
          .call("POST", path, "application/json", BodyPublishers.ofByteArray(padding))
          .isError(400, "WrongData", 40, "WRONG_DATA_TYPE");
      tenant
          .client()
          .call("POST", path, "application/json", chunked(padding))
          .isError(400, "WrongData", 40, "WRONG_DATA_TYPE");
    }
  }

  private static java.net.http.HttpRequest.BodyPublisher chunked(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));
  }

  @Test
  void anUnknownContentTypeIsRefused() throws IOException {
    tenant
        .client()
        .call("POST", BULK, "application/xminds-pkl", BodyPublishers.ofString("(dp0\n."))
        .isError(400, "WrongData", 40, "WRONG_DATA_TYPE");
  }

  @Test
  void withoutParametersOnlyUserDataIsTaken(SharedSystem system) throws IOException {
    ApiClient bare = system.bareTenant(Tenant.Ids.TEXT).client();
    String row = "{\"interaction_type\": \"view\"}";
    bare.call("POST", ONE, row)
        .isError(503, "ServerUnavailable", 1, "DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND");
    bare.call("POST", BULK, "{\"interactions\": []}")
        .isError(503, "ServerUnavailable", 1, "DB_IMPLICIT_TO_EXPLICIT_PARAMS_NOT_FOUND");
  }

  /** A row wherever rows are taken: in the user-data contract and in the other one. */
  private static Stream<BadRequest> everywhere(String members) {
    return Stream.concat(
        Stream.of(bad("POST", A, "{\"item_id\": \"lamp\", " + members + "}")), rows(members));
  }

  private static Stream<BadRequest> rows(String members) {
    return Stream.of(
        bad("POST", ONE, "{" + members + "}"),
        bad("POST", BULK, bulk("\"item_id\": \"lamp\", " + members)),
        bad("POST", ALL, bulk("\"user_id\": \"ann\", \"item_id\": \"lamp\", " + members)));
  }

  private static String bulk(String members) {
    return "{\"interactions\": [{" + members + "}]}";
  }
}
