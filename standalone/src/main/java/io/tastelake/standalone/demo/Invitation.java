package io.tastelake.standalone.demo;

import io.tastelake.standalone.Standalone;
import java.io.PrintStream;
import java.net.URI;
import java.util.Locale;

/** Addresses, and calls to try: they work as they stand, for half an hour. */
final class Invitation {

  private final Standalone standalone;
  private final DemoDatabase database;
  private final DemoInput input;
  private final InputRow row;

  /** Invites to look at the user of {@code row}, and to do the same again. */
  Invitation(Standalone standalone, DemoDatabase database, DemoInput input, InputRow row) {
    this.standalone = standalone;
    this.database = database;
    this.input = input;
    this.row = row;
  }

  void print(PrintStream out) {
    URI api = standalone.api();
    String token = DemoDatabase.login(ApiClient.of(api), database.access()).token();
    String segment = PathSegment.encoded(row.user().value());
    String user = api + "/users/" + segment;
    String recommended = api + "/recommendation/users/" + segment + "/items/?amt=5";
    out.printf(
        Locale.ROOT,
        """

        Addresses
          API     %s
          console %s/console
          Flink   %s
          access  %s

        Try
          A='Authorization: Bearer %s'
          J='Content-Type: application/json'
          curl -H "$A" '%s/interactions-bulk/?amt=3'
          curl -H "$A" -H "$J" -d '{"interaction_type": "%s"}' '%s/interactions/%s/'
          curl -H "$A" '%s'
        %s
        """,
        api,
        api,
        standalone.flink(),
        standalone.accessFile(),
        token,
        user,
        row.type(),
        user,
        PathSegment.encoded(row.item().value()),
        recommended,
        filtered(recommended));
    out.flush();
  }

  private String filtered(String recommended) {
    String filters = input.catalogue().filters();
    return filters.isEmpty() ? "" : "  curl -H \"$A\" '" + recommended + "&" + filters + "'\n";
  }
}
