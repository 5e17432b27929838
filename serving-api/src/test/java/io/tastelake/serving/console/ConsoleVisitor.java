package io.tastelake.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.serving.TestApi;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser, and with the cookie of one visit. */
final class ConsoleVisitor {

  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");

  private final URI uri;
  private final HttpClient browser = HttpClient.newHttpClient();
  private String cookie = "none=";

  ConsoleVisitor(TestApi api) {
    this(api.uri());
  }

  private ConsoleVisitor(URI uri) {
    this.uri = uri;
  }

  /** The same visit at another instance. */
  ConsoleVisitor at(URI instance) {
    return new ConsoleVisitor(instance).with(cookie);
  }

  /** Who logged in as that account, and opened the database. */
  static ConsoleVisitor of(TestApi api, String login, String database) {
    ConsoleVisitor visitor = new ConsoleVisitor(api);
    visitor.keepCookieOf(visitor.logIn(login, TestApi.PASSWORD));
    HttpResponse<String> opened = visitor.submit("/console/database", Map.of("database", database));
    if (opened.statusCode() == 303) {
      visitor.keepCookieOf(opened);
    }
    return visitor;
  }

  /** Who comes with another cookie. */
  ConsoleVisitor with(String otherCookie) {
    ConsoleVisitor other = new ConsoleVisitor(uri);
    other.cookie = otherCookie;
    return other;
  }

  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  HttpResponse<String> logIn(String login, String password) {
    return send(form("/console/login", Map.of("login", login, "password", password)));
  }

  void keepCookieOf(HttpResponse<String> answer) {
    cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /** Sends a form that this visit was given. */
  HttpResponse<String> submit(String path, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.put("form_token", formToken());
    return post(path, form);
  }

  /** Sends a form as it is. */
  HttpResponse<String> post(String path, Map<String, String> fields) {
    return send(form(path, fields));
  }

  HttpRequest.Builder form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> escaped(field.getKey()) + "=" + escaped(field.getValue()))
            .collect(Collectors.joining("&"));
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  /** A request of this visit. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(uri + path)).header("Cookie", cookie);
  }

  HttpResponse<String> get(String path) {
    return get(path, cookie);
  }

  HttpResponse<String> get(String path, String otherCookie) {
    return send(HttpRequest.newBuilder(URI.create(uri + path)).header("Cookie", otherCookie));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return browser.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  String formToken() {
    Matcher found = FORM_TOKEN.matcher(get("/console").body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
