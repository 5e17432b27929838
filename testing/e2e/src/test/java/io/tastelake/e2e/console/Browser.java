package io.tastelake.e2e.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.e2e.kit.Child;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium with one tab. */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Pattern LISTENING = Pattern.compile("ws://([^/]+)/");

  private final Child chromium;
  private final DevTools tab;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  private Browser(Child chromium) throws IOException {
    this.chromium = chromium;
    this.tab = new DevTools(firstTab(chromium), this::take);
    for (String domain : List.of("Page", "Runtime", "Log", "Audits")) {
      var unused = tab.ask(domain + ".enable", Map.of());
    }
  }

  /** Starts it; what it keeps and prints goes below {@code folder}. */
  static Browser start(Path folder) throws IOException {
    List<String> command =
        List.of(
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder.resolve("profile"),
            "about:blank");
    return new Browser(Child.start("chromium", folder, command, Map.of()));
  }

  private static URI firstTab(Child chromium) throws IOException {
    Matcher address = LISTENING.matcher(chromium.lineWith("DevTools listening on", TIMEOUT));
    if (!address.find()) {
      throw new AssertionError(chromium.all());
    }
    for (JsonNode target : targets(URI.create("http://" + address.group(1) + "/json"))) {
      if (target.path("type").asText().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asText());
      }
    }
    throw new AssertionError("There is no tab.");
  }

  private static JsonNode targets(URI list) throws IOException {
    try (InputStream answer = list.toURL().openStream()) {
      return JSON.readTree(answer);
    }
  }

  private void take(String event, JsonNode about) {
    switch (event) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Log.entryAdded" -> {
        JsonNode entry = about.path("entry");
        if (!entry.path("level").asText().matches("info|verbose")) {
          complaints.add(entry.path("text").asText() + " " + entry.path("url").asText());
        }
      }
      case "Runtime.exceptionThrown" -> complaints.add(about.toString());
      case "Runtime.consoleAPICalled" -> {
        if (about.path("type").asText().matches("error|warning|assert")) {
          complaints.add(about.path("args").toString());
        }
      }
      case "Audits.issueAdded" -> {
        if (about.path("issue").path("code").asText().equals("ContentSecurityPolicyIssue")) {
          complaints.add(about.toString());
        }
      }
      default -> {}
    }
  }

  /** What the browser's console said of errors, warnings and policies since it was last asked. */
  List<String> complaints() {
    List<String> taken = new ArrayList<>();
    for (String next = complaints.poll(); next != null; next = complaints.poll()) {
      taken.add(next);
    }
    return taken;
  }

  void open(URI page) {
    during(() -> tab.ask("Page.navigate", Map.of("url", page.toString())));
  }

  /** Does what leads to another page, by a script, and waits for that. */
  void leave(String script) {
    during(() -> run(script));
  }

  private void during(Runnable leaving) {
    loaded = new CompletableFuture<>();
    leaving.run();
    loaded.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** The value of a script, once it has it. */
  JsonNode run(String script) {
    JsonNode result =
        tab.ask(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(result.path("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Presses a key as a person does. */
  void press(String key) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      int code = key.equals("Tab") ? 9 : 13;
      var unused =
          tab.ask(
              "Input.dispatchKeyEvent",
              Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
    }
  }

  /** Shows pages as on a screen of that width, in pixels. */
  void screen(int width, int height) {
    var unused =
        tab.ask(
            "Emulation.setDeviceMetricsOverride",
            Map.of(
                "width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Prefers {@code light} or {@code dark}, and nothing that moves. */
  void scheme(String scheme) {
    List<Map<String, String>> features =
        List.of(
            Map.of("name", "prefers-color-scheme", "value", scheme),
            Map.of("name", "prefers-reduced-motion", "value", "reduce"));
    var unused = tab.ask("Emulation.setEmulatedMedia", Map.of("features", features));
  }

  /** Keeps a picture of the whole page. */
  void picture(Path file) throws IOException {
    JsonNode shot =
        tab.ask("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
  }

  @Override
  public void close() {
    tab.close();
    int unused = chromium.terminate(TIMEOUT);
    chromium.close();
  }
}
