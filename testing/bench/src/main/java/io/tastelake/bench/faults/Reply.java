package io.tastelake.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of the API.
 *
 * @param body missing if it is empty
 * @param warned whether it says that it may lack the newest writes
 */
record Reply(int status, JsonNode body, boolean warned) {

  private static final int TOO_MANY = 429;

  boolean ok() {
    return status / 100 == 2;
  }

  boolean tooMany() {
    return status == TOO_MANY;
  }

  /** {@code /user-data/} answers 500 where all else answers 503; only this is a bug. */
  boolean isBug() {
    return body.path("error_name").asText().equals("ServerError");
  }

  Outcome outcome() {
    if (ok()) {
      return Outcome.ACKNOWLEDGED;
    }
    return status / 100 == 4 ? Outcome.REFUSED : Outcome.UNKNOWN;
  }

  @Override
  public String toString() {
    return status + " " + body;
  }
}
