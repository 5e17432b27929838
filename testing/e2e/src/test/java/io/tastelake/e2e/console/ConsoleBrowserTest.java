package io.tastelake.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

  /** What is slower is logged. */
  private static final double WANTED_MILLIS = 300;

  private static final int ROUNDS = 9;
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private SharedSystem system;
  private Browser browser;
  private Path folder;
  private PageChecks checks;
  private Shop shop;

  @BeforeAll
  void logIn(SharedSystem shared) throws IOException {
    assumeTrue(
        NodeProject.found("chromium"),
        "skipped: Chromium is not installed (Debian: apt-get install chromium, which .ci/run does)");
    system = shared;
    folder = shared.folder().resolve("console");
    NodeProject packages = NodeProject.installed("axe", folder);
    shop = Shop.filled(shared);
    browser = Browser.start(folder.resolve("browser"));
    checks =
        new PageChecks(
            browser,
            folder,
            Files.readString(packages.folder().resolve("node_modules/axe-core/axe.min.js")));
    browser.screen(1280, 900);
    browser.open(page("/login"));
    checks.assertGood("login");
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
    pages.put("import", "/import");
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
      checks.assertGood(each.getKey(), all);
    }
    all.assertAll();
  }

  @Test
  void pagesAnswerInTime() {
    PageTimes times = new PageTimes();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, String> each : pages().entrySet()) {
        browser.open(page(each.getValue()));
        times.add(each.getKey(), checks.serverMillis());
      }
    }
    System.out.println("ConsoleBrowserTest: milliseconds until the server answers\n" + times);
    if (times.slowest() > WANTED_MILLIS) {
      LOG.warn("A page takes longer than {} ms.", WANTED_MILLIS);
    }
    assertThat(times.slowest()).as("%s", times).isLessThan(PageChecks.MAX_MILLIS);
  }

  @Test
  void aFileIsImported() throws IOException {
    browser.open(page("/import"));
    String csv =
        """
        user_id,item_id,interaction_type,time,"=price"
        imported,item-1,view,2026-11-01T10:00:00Z,7
        imported,item-2,%s,2026-11-01,
        imported,item-3,view,20261101,
        """
            .formatted("x".repeat(70));
    browser.leave(
        "const chosen = new DataTransfer();"
            + "chosen.items.add(new File(["
            + JSON.valueToTree(csv)
            + "], '\\u202e<script>window.hacked=1</script>.csv'));"
            + "document.getElementById('file').files = chosen.files;"
            + "document.querySelector('[value=upload]').click()");
    assertThat(text()).contains("2026-11-01T10:00:00Z");
    checks.assertGood("import-columns");
    browser.leave(
        "document.querySelector('[name=property4]').click();"
            + "document.querySelector('[value=check]').click()");
    assertThat(text()).contains("1 row would be stored, 2 rejected.", "it may be a date");
    checks.assertGood("import-checked");
    browser.leave("document.querySelector('[value=write]').click()");
    assertThat(text()).contains("1 row stored, 2 rejected.");
    checks.assertGood("import-result");
    browser.open(page("/user?id=imported"));
    assertThat(text()).contains("item-1", "{\"=price\":7}");
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
    checks.assertGood("lab-preview");
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
