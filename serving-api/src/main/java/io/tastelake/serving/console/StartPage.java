package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The page <em>Getting started</em>.
 *
 * @param api the installation's address, as the visitor's browser knows it
 * @param database the id of the one that is open; empty if there is none
 */
public record StartPage(
    String api,
    String database,
    String name,
    String userIds,
    String itemIds,
    String sessionIds,
    String ratings,
    String users,
    String items) {

  static StartPage of(ApiCalls api, Visit visit, String address) {
    JsonNode database = api.get(visit, "/databases/current").json();
    return new StartPage(
        address,
        database.path("id").asText(""),
        Shown.text(database.path("name").asText("")),
        database.path("user_id_type").asText(""),
        database.path("item_id_type").asText(""),
        database.path("session_id_type").asText(""),
        Shown.number(database.path("counters").path("rating").asDouble()),
        Shown.number(database.path("counters").path("user").asDouble()),
        Shown.number(database.path("counters").path("item").asDouble()));
  }
}
