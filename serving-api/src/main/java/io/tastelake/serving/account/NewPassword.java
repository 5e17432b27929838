package io.tastelake.serving.account;

import com.nulabinc.zxcvbn.StandardDictionaries;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a password must be like where it is set: long enough, and none that everybody tries first. A
 * login takes any text.
 */
final class NewPassword {

  private static final int MIN_LENGTH = 10;
  private static final int MIN_CHARACTERS = 4;
  private static final Set<String> COMMON = common();

  private NewPassword() {}

  /**
   * The field {@code password} of a request.
   *
   * @param login of the account
   * @throws ApiException {@code WrongData} if it is missing, short or common
   */
  static String required(JsonFields fields, String login) {
    return checked(fields.requiredText("password"), login);
  }

  /** The same where it may be absent. */
  static Optional<String> optional(JsonFields fields, String login) {
    return fields.text("password").map(password -> checked(password, login));
  }

  /** {@code password}, if it may be one of a new account. */
  static String checked(String password, String login) {
    if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
      throw wrong("The password is too short: it must have at least %d characters.", MIN_LENGTH);
    }
    String lower = password.toLowerCase(Locale.ROOT);
    boolean guessed =
        COMMON.contains(lower)
            || lower.equals(login.toLowerCase(Locale.ROOT))
            || lower.chars().distinct().count() < MIN_CHARACTERS;
    if (guessed) {
      throw wrong(
          "The password is one of those that are guessed first: choose another one of at least %d"
              + " characters.",
          MIN_LENGTH);
    }
    return password;
  }

  private static Set<String> common() {
    try {
      return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
          .filter(password -> password.length() >= MIN_LENGTH)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("the list of common passwords is in the library's jar", e);
    }
  }

  private static ApiException wrong(String message, int number) {
    return ApiException.wrongData(ErrorName.WRONG_DATA_TYPE, message.formatted(number));
  }
}
