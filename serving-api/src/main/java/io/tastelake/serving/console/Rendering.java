package io.tastelake.serving.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.serving.account.ConsoleSignIn;
import io.tastelake.serving.http.Page;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes pages, with what stands around them. Thread-safe. */
final class Rendering {

  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private static final int MAX_DATABASES = 100;

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final ConsoleSignIn signIn;

  Rendering(ConsoleSignIn signIn) {
    this.signIn = signIn;
  }

  /** A page of the navigation's entry {@code active}. */
  void page(
      Context context, Visit visit, String template, String title, String active, Object page) {
    show(context, template, Map.of("frame", frame(title, active, visit), "page", page));
  }

  /** A part of a page, without a frame. */
  void part(Context context, String template, Object page) {
    show(context, template, Map.of("page", page));
  }

  void problem(Context context, Visit visit, int status, String problem) {
    context.status(status);
    show(
        context,
        "problem.jte",
        Map.of("frame", frame("Problem", "", visit), "problem", Shown.text(problem)));
  }

  /** Refuses a form that another page made. */
  void notOfThisVisit(Context context, Visit visit) {
    problem(context, visit, 403, "The form is not one of this visit: load the page again.");
  }

  void login(Context context, String problem, int status) {
    context.status(status);
    show(
        context,
        "login.jte",
        Map.of("frame", Frame.ofNobody("Log in"), "problem", Shown.text(problem)));
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
        .header("Referrer-Policy", "same-origin") // without it browsers hide their forms' origin
        .contentType("text/html; charset=utf-8");
    Page.send(context, html.toString().getBytes(StandardCharsets.UTF_8));
  }
}
