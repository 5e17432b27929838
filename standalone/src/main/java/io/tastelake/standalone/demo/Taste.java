package io.tastelake.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tastelake.domain.identity.UserId;
import java.io.PrintStream;
import java.util.Locale;

/** What is known of one user's taste, as the API tells it. */
final class Taste {

  private static final int SHOWN = 5;

  private final ApiClient client;
  private final UserId user;

  Taste(ApiClient client, UserId user) {
    this.client = client;
    this.user = user;
  }

  /** Prints the user's newest ratings, and what the user may like next. */
  void print(PrintStream out) {
    out.printf("%nWhat user %s likes, from 1 to 10, newest first%n", user);
    JsonNode ratings = ratings();
    ItemNames rated = ItemNames.of(ratings.findValues("item_id"), client);
    for (JsonNode rating : ratings) {
      double value = rating.required("rating").doubleValue();
      out.printf(
          Locale.ROOT,
          "  %-24s %4.1f %-20s %s%n",
          rating.required("item_id").asText(),
          value,
          "#".repeat((int) Math.round(2 * value)),
          rated.of(rating.required("item_id")));
    }
    out.printf("%nWhat user %s may like next%n", user);
    if (!ready()) {
      out.println("  not known yet: a model needs at least ten ratings");
      return;
    }
    JsonNode recommended = recommended();
    ItemNames names = ItemNames.of(recommended, client);
    for (JsonNode item : recommended) {
      out.printf("  %-24s %s%n", item.asText(), names.of(item));
    }
  }

  private boolean ready() {
    JsonNode status = client.get("databases/current/status/").required("status");
    return status.textValue().equals("ready");
  }

  private JsonNode ratings() {
    return client.get("users/" + segment() + "/ratings/?amt=" + SHOWN).required("user_ratings");
  }

  private JsonNode recommended() {
    return client
        .get("recommendation/users/" + segment() + "/items/?exclude_rated_items=true&amt=" + SHOWN)
        .required("items_id");
  }

  private String segment() {
    return PathSegment.encoded(user.value());
  }
}
