package io.tastelake.serving.http;

import io.javalin.http.HandlerType;
import java.util.Set;

/**
 * Where an endpoint is and who may call it.
 *
 * @param path without {@code /v1} and without trailing slash; parameters in braces
 * @param roles who may call it; nobody means: everybody, without a token
 * @param token where the caller's token is
 * @param status of an answer that is no error
 */
public record Route(HandlerType method, String path, Set<Role> roles, Token token, int status) {

  /** Everybody may call it, without a token. */
  public static final Set<Role> OPEN = Set.of();

  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  /** Where a token may be. */
  public enum Token {
    /** In the header Authorization. */
    HEADER,
    /** In the member {@code token} of the body, since a browser's beacon has no headers. */
    BODY
  }

  public static Route get(String path, Set<Role> roles) {
    return of(HandlerType.GET, path, roles);
  }

  public static Route post(String path, Set<Role> roles) {
    return of(HandlerType.POST, path, roles);
  }

  public static Route put(String path, Set<Role> roles) {
    return of(HandlerType.PUT, path, roles);
  }

  public static Route patch(String path, Set<Role> roles) {
    return of(HandlerType.PATCH, path, roles);
  }

  public static Route delete(String path, Set<Role> roles) {
    return of(HandlerType.DELETE, path, roles);
  }

  private static Route of(HandlerType method, String path, Set<Role> roles) {
    return new Route(method, path, roles, Token.HEADER, OK);
  }

  /** The same under {@code prefix}. */
  public Route under(String prefix) {
    return new Route(method, prefix + path, roles, token, status);
  }

  /** The same for beacons. */
  public Route withTokenInBody() {
    return new Route(method, path, roles, Token.BODY, status);
  }

  /** The same, but success is 202. */
  public Route accepting() {
    return new Route(method, path, roles, token, ACCEPTED);
  }
}
