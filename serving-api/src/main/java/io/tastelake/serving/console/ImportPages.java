package io.tastelake.serving.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.IdType;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.fairness.FairShares;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Page;
import io.tastelake.serving.identity.IdTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The pages at {@code /console/import}: a CSV file is sent, its columns are named, its rows are
 * checked, then stored. Thread-safe.
 */
final class ImportPages {

  static final String PATH = "/console/import";

  /** Each holds a file in memory, more than once. */
  private static final int AT_ONCE = 3;

  private static final int GENEROSITY = 3;

  private final ApiCalls api;
  private final Rendering rendering;
  private final int rowsPerBody;
  private final FairShares places = new FairShares(AT_ONCE, GENEROSITY, 1);

  /**
   * @param rowsPerBody how many rows the API takes at once
   */
  ImportPages(ApiCalls api, Rendering rendering, int rowsPerBody) {
    this.api = api;
    this.rendering = rendering;
    this.rowsPerBody = rowsPerBody;
  }

  void show(Context context, Visit visit) {
    show(context, visit, 200, "");
  }

  private void show(Context context, Visit visit, int status, String problem) {
    context.status(status);
    rendering.page(context, visit, "import.jte", "Import", PATH, Shown.text(problem));
  }

  /** Takes the next step of an import, if a form of this visit asks for it. */
  void step(Context context, Visit visit) throws IOException {
    String organization = visit.caller().organization().value();
    if (Sender.isForeign(context)) {
      rendering.notOfThisVisit(context, visit);
    } else if (!places.take(organization)) {
      show(context, visit, 503, "Too many files are imported at once: try again in a moment.");
    } else {
      try {
        step(context, visit, FileForm.of(context));
      } catch (ApiException e) {
        show(context, visit, e.kind().status(), e.getMessage());
      } finally {
        places.giveBack(organization);
      }
    }
  }

  private void step(Context context, Visit visit, FileForm form) {
    if (!visit.made(form.field(Visit.FIELD))) {
      rendering.notOfThisVisit(context, visit);
      return;
    }
    ApiCalls.Answer opened = api.get(visit, "/databases/current");
    if (!opened.isOk()) {
      show(context, visit, opened.status(), opened.problem());
      return;
    }
    Database database = database(visit, opened.json());
    try {
      if (form.field("step").equals("upload")) {
        uploaded(context, visit, form, database);
      } else if (form.field("database").equals(database.id().value())) {
        carried(context, visit, form, database);
      } else {
        show(
            context,
            visit,
            409,
            "Another database is open than when the file was uploaded, and nothing was stored:"
                + " upload it again for this one, or open the other one.");
      }
    } catch (UnsuitableCsvException e) {
      show(context, visit, 400, e.getMessage());
    }
  }

  private static Database database(Visit visit, JsonNode json) {
    return new Database(
        new DatabaseId(json.path("id").asText()),
        visit.caller().organization(),
        json.path("name").asText(),
        "",
        new IdTypes(
            IdType.parse(json.path("user_id_type").asText()),
            IdType.parse(json.path("item_id_type").asText()),
            IdType.parse(json.path("session_id_type").asText())));
  }

  private void uploaded(Context context, Visit visit, FileForm form, Database database)
      throws UnsuitableCsvException {
    if (form.fileName().isEmpty()) {
      throw new UnsuitableCsvException("Choose a file.");
    }
    CsvUpload upload = CsvUpload.sent(form.fileName(), form.field("delimiter"), form.file());
    columns(
        context,
        visit,
        ImportPage.of(upload, database.id().value(), ImportMapping.guessed(upload.columns())));
  }

  private void carried(Context context, Visit visit, FileForm form, Database database)
      throws UnsuitableCsvException {
    CsvUpload upload =
        CsvUpload.carried(form.field("name"), form.field("delimiter"), form.field("packed"));
    ImportMapping mapping = ImportMapping.of(form.fields(), upload.columns().size());
    ImportPage page = ImportPage.of(upload, database.id().value(), mapping);
    String problem = mapping.problem(upload.columns());
    if (!problem.isEmpty()) {
      context.status(400);
      columns(context, visit, page.with(problem));
      return;
    }
    ImportRows rows = new ImportRows(upload, mapping, database);
    switch (form.field("step")) {
      case "write" -> {
        String key = ImportRun.key(upload, mapping);
        ImportOutcome came =
            ImportRun.write(api, visit, rows, rowsPerBody, key, number(form.field("sent")));
        rendering.page(context, visit, "importresult.jte", "Import", PATH, page.with(came));
      }
      case "rejects" -> {
        context
            .header("Content-Disposition", "attachment; filename=\"rejects.csv\"")
            .header("Cache-Control", "no-store")
            .contentType("text/csv; charset=utf-8");
        Page.send(context, RejectsCsv.of(rows).getBytes(StandardCharsets.UTF_8));
      }
      default -> columns(context, visit, page.with(ImportRun.check(rows)));
    }
  }

  private void columns(Context context, Visit visit, ImportPage page) {
    rendering.page(context, visit, "importcolumns.jte", "Import", PATH, page);
  }

  private static int number(String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
