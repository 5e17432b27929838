package io.tastelake.serving.interaction.http;

import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.identity.JsonId;

/**
 * What a JSON object says of one interaction; null is absent.
 *
 * @param interaction the text of {@code interaction_id}
 * @param type at most 64 characters
 * @param timestamp Unix seconds
 * @param properties a JSON object as compact text
 * @param problem the first thing that is wrong with the object
 */
record Row(
    String interaction,
    JsonId user,
    JsonId session,
    JsonId item,
    String type,
    Double timestamp,
    String properties,
    Problem problem) {

  /** What is wrong, and what would be right. */
  record Problem(ErrorName name, String message) {

    static Problem type(String message) {
      return new Problem(ErrorName.WRONG_DATA_TYPE, message);
    }
  }

  static Row wrong(String message) {
    return new Row(null, null, null, null, null, null, null, Problem.type(message));
  }
}
