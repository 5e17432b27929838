package io.tastelake.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.standalone.Access;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Somebody who is logged in to the console, without a browser. */
final class Visitor {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final double NANOS_OF_A_MILLI = 1e6;

  private final String console;
  private final String session;

  private Visitor(String console, String session) {
    this.console = console;
    this.session = session;
  }

  /** The installation's root, with a database open. */
  static Visitor of(Access access, String database) throws IOException {
    String console = access.api() + "/console";
    String form =
        "login=%s&password=%s&database=%s"
            .formatted(encoded(access.root().email()), encoded(access.root().password()), database);
    HttpResponse<String> entered =
        send(
            HttpRequest.newBuilder(URI.create(console + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    assertThat(entered.statusCode()).as("%s", entered.body()).isEqualTo(303);
    String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
    return new Visitor(console, cookie.substring(0, cookie.indexOf(';')));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** How long a page takes from its request to its end. */
  double millis(String page) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(console + page)).header("Cookie", session).GET();
    long began = System.nanoTime();
    HttpResponse<String> answer = send(request);
    double took = (System.nanoTime() - began) / NANOS_OF_A_MILLI;
    assertThat(answer.statusCode()).as("%s", page).isEqualTo(200);
    assertThat(answer.body()).as("%s", page).doesNotContain("class=\"problem\"");
    return took;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
