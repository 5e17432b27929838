package io.tastelake.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;

/** What the requests of a page go through. */
final class PageHandler implements Handler {

  private final Page page;
  private final Gate gate;

  PageHandler(Page page, Gate gate) {
    this.page = page;
    this.gate = gate;
  }

  @Override
  public void handle(Context context) throws IOException {
    RequestNote.route(context, page.path());
    String address = gate.clients().of(context).address();
    Admission.Place place = gate.admit(page, address);
    gate.answers().begin(context, address);
    try {
      page.take(context, gate.bodies());
      page.answer().to(context, address);
    } finally {
      place.close();
      gate.bodies().release(context);
    }
  }
}
