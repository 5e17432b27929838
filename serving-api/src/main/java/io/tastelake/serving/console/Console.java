package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import io.tastelake.serving.account.ConsoleSignIn;
import io.tastelake.serving.fairness.FairShares;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Page;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages at {@code /console}. Thread-safe. */
public final class Console {

  private static final String HOME = "/console";
  private static final String EVENTS = HOME + "/events";
  private static final String LOGIN = HOME + "/login";

  /** Each page asks the API, whose threads these are: pages alone must not take all. */
  private static final int AT_ONCE = 16;

  /** An organization alone has three of four. */
  private static final int GENEROSITY = 3;

  private final ApiCalls api = new ApiCalls();
  private final FairShares places = new FairShares(AT_ONCE, GENEROSITY, 1);
  private final ConsoleSignIn signIn;
  private final Rendering rendering;
  private final RatingsLab lab;
  private final ImportPages imports;

  /**
   * Pages for who signs in.
   *
   * @param rowsPerBody how many rows the API takes at once
   */
  public Console(ConsoleSignIn signIn, int rowsPerBody) {
    this.signIn = signIn;
    this.rendering = new Rendering(signIn);
    this.lab = new RatingsLab(api, rendering);
    this.imports = new ImportPages(api, rendering, rowsPerBody);
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
        Page.get(EVENTS, visited(this::events)),
        Page.get(EVENTS + "/live", visited(this::newestEvents)),
        Page.get(RatingsLab.PATH, visited(lab::show)),
        Page.get(RatingsLab.PATH + "/live", visited(lab::live)),
        Page.post(RatingsLab.PATH + "/preview", changing(lab::preview)),
        Page.post(RatingsLab.PATH + "/save", changing(lab::save)),
        Page.get(HOME + "/user", visited(this::user)),
        Page.post(HOME + "/user/forget", changing(this::forget)),
        Page.get(HOME + "/why", visited(this::why)),
        Page.get(HOME + "/items", visited(this::items)),
        Page.get(ImportPages.PATH, visited(imports::show)),
        Page.upload(ImportPages.PATH, visited(imports::step)),
        Page.get(HOME + "/models", visited(this::models)),
        Page.post(HOME + "/models/train", changing(asking("/tasks/ml_model_retrain"))),
        Page.post(HOME + "/models/compact", changing(asking("/tasks/compact"))),
        Page.get(HOME + "/admin", visited(this::admin)),
        Page.get(HOME + "/start", visited(this::start)),
        Page.post(HOME + "/database", changing(this::open)),
        Page.get(LOGIN, (context, client) -> rendering.login(context, "", 200)),
        Page.post(LOGIN, this::enter),
        Page.post(HOME + "/logout", changing(this::leave)),
        ConsoleFile.page("icon.svg", "image/svg+xml"),
        ConsoleFile.page("style.css", "text/css; charset=utf-8"),
        ConsoleFile.page("console.js", "text/javascript; charset=utf-8"));
  }

  /** Only who is logged in; others log in first. */
  private Page.Answer visited(Work work) {
    return (context, client) -> {
      Optional<Visit> visit = Visit.of(context, client, signIn);
      if (visit.isEmpty()) {
        redirect(context, LOGIN);
      } else {
        show(context, visit.get(), work);
      }
    };
  }

  private void show(Context context, Visit visit, Work work) throws IOException {
    String organization = visit.caller().organization().value();
    if (!places.take(organization)) {
      rendering.problem(context, visit, 503, "Too many pages are asked for at once: try again.");
      return;
    }
    try {
      work.of(context, visit);
    } finally {
      places.giveBack(organization);
    }
  }

  /** The same for what changes something: only from a form that this console made. */
  private Page.Answer changing(Work work) {
    return visited(
        (context, visit) -> {
          if (Sender.isForeign(context) || !visit.made(Form.of(context).get(Visit.FIELD))) {
            rendering.notOfThisVisit(context, visit);
          } else {
            work.of(context, visit);
          }
        });
  }

  private void overview(Context context, Visit visit) {
    Overview page = Overview.of(api.get(visit, "/status"));
    rendering.page(context, visit, "overview.jte", "Overview", HOME, page);
  }

  /** The part of the overview that a script renews. */
  private void live(Context context, Visit visit) {
    rendering.part(context, "live.jte", Overview.of(api.get(visit, "/status")));
  }

  private void events(Context context, Visit visit) {
    EventsPage page = EventsPage.of(api, visit, wanted(context));
    rendering.page(context, visit, "events.jte", "Live events", EVENTS, page);
  }

  private void newestEvents(Context context, Visit visit) {
    rendering.part(context, "eventrows.jte", EventsPage.of(api, visit, wanted(context)));
  }

  private static EventsPage.Wanted wanted(Context context) {
    return new EventsPage.Wanted(
        parameter(context, "interaction_types").strip(),
        parameter(context, "user_id").strip(),
        parameter(context, "session_id").strip(),
        parameter(context, "item_id").strip());
  }

  private void user(Context context, Visit visit) {
    String id = parameter(context, "id");
    UserPage page =
        id.isEmpty() ? UserPage.empty() : UserPage.of(api, visit, id, parameter(context, "cursor"));
    showUser(context, visit, page);
  }

  private void showUser(Context context, Visit visit, UserPage page) {
    rendering.page(context, visit, "user.jte", "A user", HOME + "/user", page);
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
    rendering.page(context, visit, "why.jte", "Why this rating", HOME + "/user", page);
  }

  private void items(Context context, Visit visit) {
    String id = parameter(context, "id");
    if (id.isEmpty()) {
      ItemsPage page = ItemsPage.of(api, visit, parameter(context, "cursor"));
      rendering.page(context, visit, "items.jte", "Items", HOME + "/items", page);
    } else {
      ItemPage page = ItemPage.of(api, visit, id);
      rendering.page(context, visit, "item.jte", "An item", HOME + "/items", page);
    }
  }

  private void models(Context context, Visit visit) {
    ModelsPage page = ModelsPage.of(api, visit);
    rendering.page(context, visit, "models.jte", "Models", HOME + "/models", page);
  }

  /** Asks for a task, which its page shows then. */
  private Work asking(String task) {
    return (context, visit) -> {
      ApiCalls.Answer asked = api.post(visit, task, JsonNodeFactory.instance.objectNode());
      if (asked.isOk()) {
        redirect(context, HOME + "/models");
      } else {
        rendering.problem(context, visit, asked.status(), asked.problem());
      }
    };
  }

  private void admin(Context context, Visit visit) {
    AdminPage page = AdminPage.of(api, visit);
    rendering.page(context, visit, "admin.jte", "Admin", HOME + "/admin", page);
  }

  private void start(Context context, Visit visit) {
    String host = context.host();
    String address = context.scheme() + "://" + (host == null ? "HOST" : Shown.text(host));
    StartPage page = StartPage.of(api, visit, address);
    rendering.page(context, visit, "start.jte", "Getting started", HOME + "/start", page);
  }

  private void open(Context context, Visit visit) throws IOException {
    try {
      String database = Form.of(context).getOrDefault("database", "");
      Visit.keep(context, signIn.open(visit.session(), visit.caller(), database));
      redirect(context, HOME);
    } catch (ApiException e) {
      rendering.problem(context, visit, e.kind().status(), e.getMessage());
    }
  }

  private void enter(Context context, String client) throws IOException {
    if (Sender.isForeign(context)) {
      rendering.login(context, "Another site's page sent this: log in here.", 403);
      return;
    }
    Map<String, String> form = Form.of(context);
    try {
      String session =
          signIn.enter(
              form.getOrDefault("login", "").strip(),
              form.getOrDefault("password", ""),
              form.getOrDefault("database", "").strip(),
              client);
      Visit.keep(context, session);
      redirect(context, HOME);
    } catch (ApiException e) {
      rendering.login(context, e.getMessage(), e.kind().status());
    }
  }

  private void leave(Context context, Visit visit) {
    signIn.leave(visit.session(), visit.caller(), visit.client());
    Visit.end(context);
    redirect(context, LOGIN);
  }

  private static void redirect(Context context, String path) {
    context.status(303).header("Location", path);
  }

  private static String parameter(Context context, String name) {
    String value = context.queryParam(name);
    return value == null ? "" : value;
  }
}
