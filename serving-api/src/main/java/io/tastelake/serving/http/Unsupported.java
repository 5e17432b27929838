package io.tastelake.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Parameters that public clients know and this API does not serve. To ignore one would answer
 * something else than what was asked for; unknown ones are ignored.
 */
public final class Unsupported {

  /** Of recommendations to whoever the request describes. */
  private static final List<String> PROFILE = List.of("user_properties");

  private Unsupported() {}

  /** Why recommendations cannot be as a body asks for, if so; null and empty values are absent. */
  public static Optional<ApiException> in(JsonFields fields) {
    return PROFILE.stream()
        .filter(name -> isGiven(fields.object().path(name)))
        .findFirst()
        .map(name -> unsupported(name));
  }

  /**
   * Refuses fields of a write that would not be stored; {@code false} is absent, too.
   *
   * @throws ApiException {@code WrongData} that names the field
   */
  public static void refuse(JsonFields fields, String... names) {
    for (String name : names) {
      JsonNode value = fields.object().path(name);
      if (isGiven(value) && !value.asText().equals("false")) {
        throw ApiException.wrongData(
            ErrorName.WRONG_PARAMETER,
            "The field " + name + " is not supported, and nothing was changed: omit it.");
      }
    }
  }

  /**
   * Refuses an Idempotency-Key, by which an answer that holds a secret would be kept.
   *
   * @throws ApiException {@code WrongData} if the request carries one
   */
  public static void refuseKey(RequestContext context) {
    if (context.key().isPresent()) {
      throw ApiException.wrongData(
          ErrorName.WRONG_PARAMETER,
          "The answer holds a secret that is stored nowhere, so it cannot be repeated: omit the"
              + " header Idempotency-Key.");
    }
  }

  private static boolean isGiven(JsonNode value) {
    boolean empty = value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty();
    return !value.isMissingNode() && !value.isNull() && !empty;
  }

  private static ApiException unsupported(String name) {
    return ApiException.wrongData(
        ErrorName.WRONG_PARAMETER,
        "The field "
            + name
            + " is not supported yet, and a list without it would be another one: omit it.");
  }
}
