package io.tastelake.serving.console;

import io.javalin.http.Context;
import java.io.IOException;

/** The pages at {@code /console/lab}: parameters are tried, then set. Thread-safe. */
final class RatingsLab {

  static final String PATH = "/console/lab";

  private static final String SET = "/databases/current/implicit-to-explicit";

  private final ApiCalls api;
  private final Rendering rendering;

  RatingsLab(ApiCalls api, Rendering rendering) {
    this.api = api;
    this.rendering = rendering;
  }

  void show(Context context, Visit visit) {
    show(context, visit, LabPage.of(api, visit));
  }

  private void show(Context context, Visit visit, LabPage page) {
    rendering.page(context, visit, "lab.jte", "Ratings lab", PATH, page);
  }

  /** The part of the page that a script renews. */
  void live(Context context, Visit visit) {
    rendering.part(context, "labstanding.jte", LabPage.standing(api, visit));
  }

  void preview(Context context, Visit visit) throws IOException {
    LabForm typed = LabForm.of(Form.of(context));
    show(
        context,
        visit,
        LabPage.of(api, visit, typed, api.post(visit, SET + "/preview", typed.json())));
  }

  void save(Context context, Visit visit) throws IOException {
    LabForm typed = LabForm.of(Form.of(context));
    ApiCalls.Answer saved = api.put(visit, SET, typed.json());
    if (saved.isOk()) {
      context.status(303).header("Location", PATH);
    } else {
      show(context, visit, LabPage.of(api, visit, typed, saved));
    }
  }
}
