package io.tastelake.serving.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Finds whose a password is, by as many hash computations for one account as for none or two: the
 * time taken tells nobody which names other organizations use.
 */
final class PasswordTrial {

  /** Accounts that a name without an organization may stand for. */
  static final int CANDIDATES = 2;

  private final BiPredicate<String, String> matches;
  private final String nobodysHash;

  /**
   * Tries passwords.
   *
   * @param matches whether a password belongs to a hash
   * @param nobodysHash of a password that nobody has
   */
  PasswordTrial(BiPredicate<String, String> matches, String nobodysHash) {
    this.matches = matches;
    this.nobodysHash = nobodysHash;
  }

  /**
   * The accounts that the password belongs to; none if there are more candidates than tries, since
   * one that is not tried might be meant.
   *
   * @param tries how many hashes are computed
   */
  List<Account> owners(List<Account> candidates, String password, int tries) {
    List<Account> tried = candidates.size() > tries ? List.of() : candidates;
    List<Account> owners = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      boolean somebodys = i < tried.size();
      String hash = somebodys ? tried.get(i).passwordHash() : nobodysHash;
      if (matches.test(password, hash) && somebodys) {
        owners.add(tried.get(i));
      }
    }
    return owners;
  }
}
