package io.tastelake.e2e.console;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.sdk.NodeProject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every page of the console in a real Chromium, on data whose ids and names are hostile. */
@ExtendWith(SharedSystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserTest {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleBrowserTest.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Only what hangs: the machine may be busy. What is slower than wanted is logged. */
  private static final double MAX_MILLIS = 30_000;

  private static final double WANTED_MILLIS = 300;
  private static final int PHONE = 360;
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private SharedSystem system;
  private Browser browser;
  private Path folder;
  private String axeScript;
  private Shop shop;

  @BeforeAll
  void logIn(SharedSystem shared) throws IOException {
    assumeTrue(
        NodeProject.found("chromium"),
        "skipped: Chromium is not installed (Debian: apt-get install chromium, which .ci/run does)");
    system = shared;
    folder = shared.folder().resolve("console");
    NodeProject packages = NodeProject.installed("axe", folder);
    axeScript = Files.readString(packages.folder().resolve("node_modules/axe-core/axe.min.js"));
    shop = Shop.filled(shared);
    browser = Browser.start(folder.resolve("browser"));
    browser.screen(1280, 900);
    browser.open(page("/login"));
    assertGood("login");
    browser.leave(
        fill("login", shared.access().root().email())
            + fill("password", shared.access().root().password())
            + fill("named", shop.name())
            + "document.querySelector('main form button').click()");
    assertThat(browser.run("document.querySelector('h1').textContent").asText())
        .isEqualTo("Overview");
  }

  @AfterAll
  void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private URI page(String path) {
    return URI.create(system.client().uri() + "/console" + path);
  }

  private static String fill(String field, String value) {
    return "document.getElementById('%s').value = %s;".formatted(field, JSON.valueToTree(value));
  }

  private static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, String> pages() {
    String user = query(shop.user());
    String item = query(shop.item());
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "");
    pages.put("user-none", "/user");
    pages.put("user", "/user?id=" + user);
    pages.put("user-wrong", "/user?id=" + query("*"));
    pages.put("why", "/why?id=" + user + "&item=" + item);
    pages.put("items", "/items");
    pages.put("item", "/items?id=" + item);
    pages.put("events", "/events");
    pages.put("events-of-nobody", "/events?user_id=nobody");
    pages.put("lab", "/lab");
    pages.put("models", "/models");
    pages.put("admin", "/admin");
    pages.put("start", "/start");
    return pages;
  }

  @Test
  void everyPageIsGoodForEverybody() throws IOException {
    SoftAssertions all = new SoftAssertions();
    for (Map.Entry<String, String> each : pages().entrySet()) {
      browser.open(page(each.getValue()));
      assertGood(each.getKey(), all);
    }
    all.assertAll();
  }

  /** Of the page that is open: nothing complains, everybody can use it, and it fits a phone. */
  private void assertGood(String name) throws IOException {
    SoftAssertions all = new SoftAssertions();
    assertGood(name, all);
    all.assertAll();
  }

  private void assertGood(String name, SoftAssertions all) throws IOException {
    for (String scheme : List.of("light", "dark")) {
      browser.scheme(scheme);
      browser.screen(1280, 900);
      browser.picture(folder.resolve("pictures").resolve(name + "-" + scheme + ".png"));
      all.assertThat(violations()).as("%s, %s: what axe finds", name, scheme).isEmpty();
    }
    browser.screen(PHONE, 740);
    browser.picture(folder.resolve("pictures").resolve(name + "-phone.png"));
    all.assertThat(browser.run("document.documentElement.scrollWidth").asInt())
        .as("%s: how wide it is on a phone", name)
        .isLessThanOrEqualTo(PHONE);
    browser.screen(1280, 900);
    double millis = serverMillis();
    Files.writeString(folder.resolve("millis"), name + " " + millis + "\n", CREATE, APPEND);
    if (millis > WANTED_MILLIS) {
      LOG.warn("{}: the server took {} ms", name, millis);
    }
    all.assertThat(millis)
        .as("%s: milliseconds until the server answers", name)
        .isLessThan(MAX_MILLIS);
    all.assertThat(browser.run("window.hacked === undefined").asBoolean()).as(name).isTrue();
    all.assertThat(browser.complaints()).as("%s: what the browser complains of", name).isEmpty();
  }

  private double serverMillis() {
    return browser
        .run(
            "(([page]) => page.responseStart - page.requestStart)"
                + "(performance.getEntriesByType('navigation'))")
        .asDouble();
  }

  private List<String> violations() {
    var unused = browser.run(axeScript + "; true");
    JsonNode found =
        browser.run(
            """
            axe.run().then(result => result.violations.map(found =>
              found.id + ': ' + found.help + ' '
                + found.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))
            """);
    return JSON.convertValue(
        found, JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  @Test
  void parametersAreTriedBeforeTheyAreSet() throws IOException {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              browser.open(page("/user?id=" + query(shop.user())));
              return text().contains("why?");
            });
    browser.open(page("/lab"));
    assertThat(browser.run("document.querySelector('[name=type0]').value").asText())
        .isEqualTo("buy");
    browser.leave(
        "document.querySelector('[name=strength0]').value = '-7';"
            + "document.querySelector('main form button').click()");
    assertGood("lab-preview");
    assertThat(text()).contains("would find other items among their ten best", shop.user());
    browser.leave("document.querySelector('[formaction]').click()");
    assertThat(browser.run("location.pathname").asText()).isEqualTo("/console/lab");
    assertThat(browser.run("document.querySelector('[name=strength0]').value").asText())
        .isEqualTo("-7");
  }

  @Test
  void eventsAppearWithoutReload() throws IOException {
    browser.open(page("/events?user_id=visitor"));
    var unused = browser.run("window.same = true");
    assertThat(text()).doesNotContain("a-new-lamp");
    shop.act("visitor", "a-new-lamp");
    shop.act("somebody", "another-lamp");
    await().atMost(TIMEOUT).until(() -> text().contains("a-new-lamp"));
    assertThat(text()).doesNotContain("another-lamp");
    assertThat(browser.run("window.same").asBoolean()).isTrue();
  }

  private String text() {
    return browser.run("document.body.textContent").asText();
  }

  @Test
  void aKeyboardReachesTheContentFirst() {
    browser.open(page(""));
    browser.press("Tab");
    assertThat(browser.run("document.activeElement.textContent").asText())
        .isEqualTo("Skip to the content");
    browser.press("Enter");
    assertThat(browser.run("location.hash").asText()).isEqualTo("#content");
  }
}
