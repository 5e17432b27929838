package io.tastelake.serving.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.account.ConsoleSignIn;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Callers;
import io.tastelake.serving.http.Page;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The pages at {@code /console}. Thread-safe. */
public final class Console {

  private static final String HOME = "/console";
  private static final String LOGIN = HOME + "/login";
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** Each page asks the API, whose threads these are: pages alone must not take all. */
  private static final int AT_ONCE = 16;

  private static final int MAX_DATABASES = 100;

  private final ApiCalls api = new ApiCalls();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final ConsoleSignIn signIn;
  private final Callers callers;
  private final SecureRandom random;

  public Console(ConsoleSignIn signIn, Callers callers, SecureRandom random) {
    this.signIn = signIn;
    this.callers = callers;
    this.random = random;
  }

  /** Shows what the API at this address says. */
  public void at(URI address) {
    api.at(address);
  }

  /** What a page of a visitor does. */
  @FunctionalInterface
  private interface Work {
    void of(Context context, Visit visit) throws IOException;
  }

  public List<Page> pages() {
    return List.of(
        Page.get(HOME, visited(this::overview)),
        Page.get(HOME + "/live", visited(this::live)),
        Page.get(HOME + "/user", visited(this::user)),
        Page.post(HOME + "/user/forget", changing(this::forget)),
        Page.get(HOME + "/why", visited(this::why)),
        Page.get(HOME + "/models", visited(this::models)),
        Page.get(HOME + "/start", visited(this::start)),
        Page.post(HOME + "/database", changing(this::open)),
        Page.get(LOGIN, (context, client) -> login(context, "", 200)),
        Page.post(LOGIN, this::enter),
        Page.post(HOME + "/logout", changing(this::leave)),
        ConsoleFile.page("style.css", "text/css; charset=utf-8"),
        ConsoleFile.page("console.js", "text/javascript; charset=utf-8"));
  }

  /** Only who is logged in; others log in first. */
  private Page.Answer visited(Work work) {
    return (context, client) -> {
      Optional<Visit> visit = Visit.of(context, callers);
      if (visit.isEmpty()) {
        redirect(context, LOGIN);
      } else if (!places.tryAcquire()) {
        problem(context, visit.get(), 503, "Too many pages are asked for at once: try again.");
      } else {
        try {
          Visit.keep(context, signIn.renewed(visit.get().caller()), visit.get().secret());
          work.of(context, visit.get());
        } finally {
          places.release();
        }
      }
    };
  }

  /** The same for what changes something: only from a form that this console made. */
  private Page.Answer changing(Work work) {
    return visited(
        (context, visit) -> {
          if (foreign(context) || !visit.made(Form.of(context).get(Visit.FIELD))) {
            problem(context, visit, 403, "The form is not one of this visit: load the page again.");
          } else {
            work.of(context, visit);
          }
        });
  }

  /** Whether a page of another site sends this. */
  private static boolean foreign(Context context) {
    String site = context.header("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private void overview(Context context, Visit visit) {
    Overview page = Overview.of(api.get(visit, "/status"));
    show(context, "overview.jte", Map.of("frame", frame("Overview", HOME, visit), "page", page));
  }

  /** The part of the overview that a script renews. */
  private void live(Context context, Visit visit) {
    show(context, "live.jte", Map.of("page", Overview.of(api.get(visit, "/status"))));
  }

  private void user(Context context, Visit visit) {
    String id = parameter(context, "id");
    UserPage page =
        id.isEmpty() ? UserPage.empty() : UserPage.of(api, visit, id, parameter(context, "cursor"));
    showUser(context, visit, page);
  }

  private void showUser(Context context, Visit visit, UserPage page) {
    show(
        context, "user.jte", Map.of("frame", frame("A user", HOME + "/user", visit), "page", page));
  }

  private void forget(Context context, Visit visit) throws IOException {
    Map<String, String> form = Form.of(context);
    String id = form.getOrDefault("id", "");
    if (id.isEmpty() || !id.equals(form.get("confirmed"))) {
      showUser(
          context,
          visit,
          UserPage.problem(id, "Nothing was forgotten: type the user's id to confirm it."));
      return;
    }
    ApiCalls.Answer answer = api.delete(visit, "/users/" + Shown.segment(id) + "/%2A");
    if (answer.isOk()) {
      redirect(context, Shown.link(HOME + "/user", "id", id));
    } else {
      showUser(context, visit, UserPage.problem(id, answer.problem()));
    }
  }

  private void why(Context context, Visit visit) {
    WhyPage page = WhyPage.of(api, visit, parameter(context, "id"), parameter(context, "item"));
    show(
        context,
        "why.jte",
        Map.of("frame", frame("Why this rating", HOME + "/user", visit), "page", page));
  }

  private void models(Context context, Visit visit) {
    show(
        context,
        "models.jte",
        Map.of(
            "frame", frame("Models", HOME + "/models", visit), "page", ModelsPage.of(api, visit)));
  }

  private void start(Context context, Visit visit) {
    String host = context.host();
    String address = context.scheme() + "://" + (host == null ? "HOST" : Shown.text(host));
    show(
        context,
        "start.jte",
        Map.of(
            "frame",
            frame("Getting started", HOME + "/start", visit),
            "page",
            StartPage.of(api, visit, address)));
  }

  private void open(Context context, Visit visit) throws IOException {
    try {
      String token = signIn.token(visit.caller(), Form.of(context).getOrDefault("database", ""));
      Visit.keep(context, token, visit.secret());
      redirect(context, HOME);
    } catch (ApiException e) {
      problem(context, visit, e.kind().status(), e.getMessage());
    }
  }

  private void login(Context context, String problem, int status) {
    context.status(status);
    show(
        context,
        "login.jte",
        Map.of("frame", Frame.ofNobody("Log in"), "problem", Shown.text(problem)));
  }

  private void enter(Context context, String client) throws IOException {
    if (foreign(context)) {
      login(context, "Another site's page sent this: log in here.", 403);
      return;
    }
    Map<String, String> form = Form.of(context);
    try {
      String token =
          signIn.token(
              form.getOrDefault("login", "").strip(),
              form.getOrDefault("password", ""),
              form.getOrDefault("database", "").strip(),
              client);
      byte[] secret = new byte[16];
      random.nextBytes(secret);
      Visit.keep(context, token, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
      redirect(context, HOME);
    } catch (ApiException e) {
      login(context, e.getMessage(), e.kind().status());
    }
  }

  private void leave(Context context, Visit visit) {
    Visit.end(context);
    redirect(context, LOGIN);
  }

  private void problem(Context context, Visit visit, int status, String problem) {
    context.status(status);
    show(
        context,
        "problem.jte",
        Map.of("frame", frame("Problem", "", visit), "problem", Shown.text(problem)));
  }

  private Frame frame(String title, String active, Visit visit) {
    return new Frame(
        title,
        active,
        visit.secret(),
        visit.caller().role().wireName(),
        visit.caller().database().map(DatabaseId::value).orElse(""),
        signIn.databases(visit.caller(), MAX_DATABASES).stream()
            .map(database -> new Frame.Choice(database.id().value(), Shown.text(database.name())))
            .toList());
  }

  private void show(Context context, String template, Map<String, Object> parameters) {
    StringOutput html = new StringOutput();
    templates.render(template, parameters, html);
    context
        .header(Page.POLICY, POLICY)
        .header("Cache-Control", "no-store")
        .contentType("text/html; charset=utf-8")
        .result(html.toString());
  }

  private static void redirect(Context context, String path) {
    context.status(303).header("Location", path);
  }

  private static String parameter(Context context, String name) {
    String value = context.queryParam(name);
    return value == null ? "" : value;
  }
}
