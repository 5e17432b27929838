package io.tastelake.serving.http;

import io.javalin.http.HandlerType;
import java.util.Set;

/**
 * Where an endpoint is and who may call it.
 *
 * @param path without {@code /v1} and without trailing slash; parameters in braces
 * @param roles who may call it; nobody means: everybody, without a token
 */
public record Route(HandlerType method, String path, Set<Role> roles) {

  public static Route get(String path, Set<Role> roles) {
    return new Route(HandlerType.GET, path, roles);
  }

  public static Route post(String path, Set<Role> roles) {
    return new Route(HandlerType.POST, path, roles);
  }

  public static Route put(String path, Set<Role> roles) {
    return new Route(HandlerType.PUT, path, roles);
  }

  public static Route patch(String path, Set<Role> roles) {
    return new Route(HandlerType.PATCH, path, roles);
  }

  public static Route delete(String path, Set<Role> roles) {
    return new Route(HandlerType.DELETE, path, roles);
  }

  /** Everybody may call it, without a token. */
  public static final Set<Role> OPEN = Set.of();
}
