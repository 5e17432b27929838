package io.tastelake.serving.account;

import io.tastelake.serving.http.Role;
import io.tastelake.serving.identity.AccountId;
import io.tastelake.serving.identity.OrganizationId;

/**
 * Who may log in.
 *
 * @param login a service account's name, otherwise an e-mail address
 * @param passwordHash as {@link Passwords} makes it
 */
record Account(
    AccountId id,
    OrganizationId organization,
    Kind kind,
    String login,
    String passwordHash,
    Role role) {

  enum Kind {
    ROOT,
    INDIVIDUAL,
    SERVICE
  }
}
