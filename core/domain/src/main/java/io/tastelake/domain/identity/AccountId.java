package io.tastelake.domain.identity;

/** Who logged in: 22 url-safe base64 characters. */
public record AccountId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
