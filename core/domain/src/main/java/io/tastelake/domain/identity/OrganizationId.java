package io.tastelake.domain.identity;

/** A tenant: 22 url-safe base64 characters. */
public record OrganizationId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
