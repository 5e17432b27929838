package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.JsonFields;
import java.util.Locale;

/** E-mail addresses, by which people log in; case does not matter. */
final class Emails {

  private Emails() {}

  /**
   * The field {@code email} in lower case.
   *
   * @throws ApiException {@code WrongData} if it is missing or no address
   */
  static String required(JsonFields fields) {
    String email = fields.requiredName("email");
    int at = email.indexOf('@');
    boolean address = at > 0 && at < email.length() - 1 && email.strip().equals(email);
    if (!address) {
      throw ApiException.wrongData(
          ErrorName.WRONG_DATA_TYPE,
          "The field email must be an e-mail address, such as ann@shop.example.");
    }
    return canonical(email);
  }

  /** The spelling that an address is stored in. */
  static String canonical(String email) {
    return email.toLowerCase(Locale.ROOT);
  }
}
