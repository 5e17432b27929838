package io.tastelake.serving.http;

import io.tastelake.serving.TestApi;

/** The root of another organization than the tests', which shares the instance with them. */
final class Neighbour {

  private Neighbour() {}

  /** Its token for a new database with parameters, in a new organization of that name. */
  static String token(TestApi api, String name) {
    var unused = api.api().provisioning().createOrganization(name, email(name), TestApi.PASSWORD);
    String database =
        """
        {"name": "calm", "description": "", "user_id_type": "urlsafe64", "item_id_type": "urlsafe64"}
        """;
    String id =
        api.send("POST", "/databases/", login(api, name, ""), database).json().path("id").asText();
    String token = login(api, name, ", \"db_id\": \"" + id + "\"");
    String parameters =
        """
        {"interaction_types": {"view": {"strength": 1}}, "half_life_days": null, "saturation": 10}
        """;
    api.send("PUT", "/databases/current/implicit-to-explicit/", token, parameters);
    return token;
  }

  private static String login(TestApi api, String name, String rest) {
    String body =
        "{\"email\": \"%s\", \"password\": \"%s\"%s}"
            .formatted(email(name), TestApi.PASSWORD, rest);
    return api.send("POST", "/login/root/", null, body).json().path("token").asText();
  }

  private static String email(String name) {
    return "root@" + name + ".example";
  }
}
