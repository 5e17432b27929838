package io.tastelake.serving.interaction.http;

import io.tastelake.serving.http.Route;

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
