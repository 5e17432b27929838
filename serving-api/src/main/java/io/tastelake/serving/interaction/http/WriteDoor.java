package io.tastelake.serving.interaction.http;

import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.database.Database;
import io.tastelake.serving.http.RequestContext;
import io.tastelake.serving.http.Route;
import java.util.List;

/** The doors that a bulk of one user or session comes through: what is done with it is the same. */
public enum WriteDoor {
  /** As servers send it. */
  DIRECT,
  /** {@code beacon/…}: by {@code navigator.sendBeacon}, with the token in the body. */
  BEACON,
  /** {@code raw-ingestion/…}: where success is 202. */
  RAW,
  /** {@code raw-ingestion/beacon/…}: both. */
  RAW_BEACON;

  /** Appends, and says what the writer should know; nobody reads what browsers are told. */
  List<String> append(
      Recorder recorder, RequestContext context, Database database, List<InteractionEvent> events) {
    if (this == DIRECT) {
      return recorder.appendAndWarn(context, database, events);
    }
    recorder.append(context, database, events);
    return List.of();
  }

  /** An endpoint's route through this door. */
  Route route(Route direct) {
    return switch (this) {
      case DIRECT -> direct;
      case BEACON -> direct.under("/beacon").withTokenInBody();
      case RAW -> direct.under("/raw-ingestion").accepting();
      case RAW_BEACON -> BEACON.route(direct).under("/raw-ingestion").accepting();
    };
  }
}
