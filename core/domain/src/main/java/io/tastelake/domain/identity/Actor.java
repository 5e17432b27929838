package io.tastelake.domain.identity;

/** Whoever acts: a user or an anonymous session. One actor's events are totally ordered. */
public record Actor(Kind kind, String id) {

  /** What kind of actor it is; {@link #bit} places the kind in the order of the table. */
  public enum Kind {
    USER(0),
    SESSION(1);

    private final int bit;

    Kind(int bit) {
      this.bit = bit;
    }

    /** 0 or 1; never changes, since rows on disk are sorted by it. */
    public int bit() {
      return bit;
    }
  }

  public static Actor of(UserId user) {
    return new Actor(Kind.USER, user.value());
  }

  public static Actor of(SessionId session) {
    return new Actor(Kind.SESSION, session.value());
  }
}
