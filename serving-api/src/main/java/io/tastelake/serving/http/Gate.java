package io.tastelake.serving.http;

import io.javalin.http.HandlerType;
import java.util.Optional;

/**
 * What every request passes before it is worked on.
 *
 * @param bodies what its body may be like
 * @param answers what rows take while they are written
 * @param rates how much its caller may send
 * @param requests how many with a token are worked on at once
 * @param logins how many logins are worked on at once
 * @param refreshes how many exchanges of refresh tokens are
 */
record Gate(
    Clients clients,
    Callers callers,
    WriteKeys keys,
    BodyLimit bodies,
    AnswerMemory answers,
    RowRates rates,
    Admission requests,
    Admission logins,
    Admission refreshes) {

  /** Threads that logins and exchanges of refresh tokens may hold at once, each. */
  static final int LOGINS = 32;

  private static final String REFRESH = "/login/refresh-token";

  static Gate of(Clients clients, Callers callers, WriteKeys keys, HttpServer.Settings settings) {
    return new Gate(
        clients,
        callers,
        keys,
        new BodyLimit(settings.maxBodyBytes(), settings.limits()),
        AnswerMemory.ofHeap(),
        new RowRates(settings.limits().rates()),
        Admission.ofRequests(settings.threads()),
        Admission.ofLogins(LOGINS),
        Admission.ofLogins(LOGINS));
  }

  /**
   * A place for a request of this route. The frontend accounts of an organization are everybody's:
   * there each address has its own.
   *
   * @throws ApiException {@code TooManyRequests} or {@code ServerUnavailable} if there is none
   */
  Admission.Place admit(Route route, Optional<Caller> caller, String address) {
    if (caller.isPresent()) {
      boolean frontend = caller.get().role() == Role.FRONTEND;
      return requests.enter(frontend ? address : caller.get().organization().value());
    }
    if (route.method().equals(HandlerType.GET)) {
      return Admission.Place.NONE;
    }
    return (route.path().equals(REFRESH) ? refreshes : logins).enter(address);
  }

  /**
   * The same for a page: what its forms send is a login, or as rare as one. What takes a file asks
   * who sends it first.
   *
   * @throws ApiException {@code TooManyRequests} if there is none
   */
  Admission.Place admit(Page page, String address) {
    return page.sent() == Page.Sent.FORM ? logins.enter(address) : Admission.Place.NONE;
  }
}
