package io.tastelake.serving.account;

import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Endpoint;
import io.tastelake.serving.http.ErrorName;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What public clients call about mails, answered by an installation that sends none. Accounts are
 * verified from the beginning, and no code was ever sent: whoever had one accepted would take an
 * account over. All answers are alike for every address, so they tell nobody who has an account.
 *
 * @param refusal empty if the call succeeds and does nothing
 */
public record WithoutMail(Route route, Optional<ApiException> refusal) implements Endpoint {

  /** All such calls. */
  public static List<Endpoint> endpoints() {
    return List.of(
        refused(Route.get("/accounts/verify", Route.OPEN), verified()),
        refused(Route.post("/accounts/verify", Route.OPEN), verified()),
        new WithoutMail(
            Route.put("/accounts/resend-verification-code", Route.OPEN), Optional.empty()),
        new WithoutMail(
            Route.post("/accounts/individual/send-reset-password-email", Route.OPEN),
            Optional.empty()),
        refused(Route.post("/accounts/individual/reset", Route.OPEN), noCode()));
  }

  private static WithoutMail refused(Route route, ApiException refusal) {
    return new WithoutMail(route, Optional.of(refusal));
  }

  @Override
  public void answer(RequestContext context) throws IOException {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    context.answerNothing();
  }

  private static ApiException verified() {
    return ApiException.unauthorized(
        ErrorName.ACCOUNT_ALREADY_VERIFIED,
        "Accounts need no verification here: each can log in as soon as it is created.");
  }

  private static ApiException noCode() {
    return ApiException.unauthorized(
        ErrorName.ACTIVATION_CODE_DOES_NOT_MATCH,
        "This installation sends no mail, so no code is valid: ask a root of the organization for a"
            + " new password.");
  }
}
