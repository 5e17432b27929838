package io.tastelake.serving.http;

/** How many of what only its roots and managers make an organization may have. */
public enum Quota {
  ACCOUNTS("accounts", 1_000),
  SERVICE_KEYS("keys of service accounts", 1_000),
  DATABASES("databases", 1_000);

  private final String plural;
  private final int most;

  Quota(String plural, int most) {
    this.plural = plural;
    this.most = most;
  }

  /**
   * Requires that one more may be made.
   *
   * @param present how many there are
   * @throws ApiException {@code WrongData} if there are as many as may be
   */
  public void requireRoom(int present) {
    if (present >= most) {
      throw ApiException.wrongData(
          ErrorName.WRONG_PARAMETER,
          "The organization has %,d %s, which is the most: delete one first."
              .formatted(present, plural));
    }
  }
}
