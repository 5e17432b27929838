package io.tastelake.e2e.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** What every page has to be: of the page that a browser shows. */
final class PageChecks {

  /** Only what hangs: the machine may be busy. */
  static final double MAX_MILLIS = 30_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PHONE = 360;

  private final Browser browser;
  private final Path folder;
  private final String axeScript;

  PageChecks(Browser browser, Path folder, String axeScript) {
    this.browser = browser;
    this.folder = folder;
    this.axeScript = axeScript;
  }

  /** Nothing complains, everybody can use it, and it fits a phone. */
  void assertGood(String name) throws IOException {
    SoftAssertions all = new SoftAssertions();
    assertGood(name, all);
    all.assertAll();
  }

  void assertGood(String name, SoftAssertions all) throws IOException {
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
    all.assertThat(serverMillis())
        .as("%s: milliseconds until the server answers", name)
        .isLessThan(MAX_MILLIS);
    all.assertThat(browser.run("window.hacked === undefined").asBoolean()).as(name).isTrue();
    all.assertThat(browser.complaints()).as("%s: what the browser complains of", name).isEmpty();
  }

  /** How long the server took for it. */
  double serverMillis() {
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
}
