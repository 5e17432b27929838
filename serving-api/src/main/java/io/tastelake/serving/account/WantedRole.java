package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Caller;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import io.tastelake.serving.http.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The role that a request wants an account to have. */
final class WantedRole {

  private WantedRole() {}

  /**
   * The field {@code role} of a request.
   *
   * @param possible what this kind of account may be
   * @throws ApiException {@code WrongData} if it is none of them, {@code INCORRECT_ROLE} if it is
   *     above the giver's
   */
  static Role of(JsonFields fields, Caller giver, Set<Role> possible) {
    String name = fields.requiredText("role");
    Role wanted =
        named(name)
            .filter(possible::contains)
            .orElseThrow(
                () ->
                    ApiException.wrongData(
                        ErrorName.WRONG_DATA_TYPE,
                        "The field role must be one of " + names(possible) + "."));
    requireAuthorityOver(giver, wanted);
    return wanted;
  }

  /**
   * Refuses managers who would make or delete a root.
   *
   * @throws ApiException {@code INCORRECT_ROLE} if {@code role} is above the caller's
   */
  static void requireAuthorityOver(Caller caller, Role role) {
    if (role == Role.ROOT) {
      caller.requireOneOf(Set.of(Role.ROOT));
    }
  }

  private static Optional<Role> named(String name) {
    return Arrays.stream(Role.values()).filter(role -> role.wireName().equals(name)).findFirst();
  }

  private static String names(Set<Role> roles) {
    return EnumSet.copyOf(roles).stream().map(Role::wireName).collect(Collectors.joining(", "));
  }
}
