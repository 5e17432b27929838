package io.tastelake.serving.http;

import java.util.Locale;
import java.util.Set;

/** What an account may do. */
public enum Role {
  /** Everything of its organization. */
  ROOT,
  /** Everything of its organization. */
  MANAGER,
  /** Everything inside one database. */
  BACKEND,
  /** Only what concerns the user or session that its token is bound to. */
  FRONTEND;

  public static final Set<Role> ALL = Set.of(values());
  public static final Set<Role> NOT_FRONTEND = Set.of(ROOT, MANAGER, BACKEND);
  public static final Set<Role> ORGANIZATION = Set.of(ROOT, MANAGER);

  /** The role's name in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
