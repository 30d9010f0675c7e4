package io.pinakes.query.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.pinakes.query.http.ConsoleBrowser.Look;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node with the sample and a real browser, for all tests of a class. */
@Tag("interop")
@Timeout(600)
abstract class OnTheConsole {
  @TempDir static Path folder;

  static ServedBank node;
  static ConsoleBrowser browser;

  @BeforeAll
  static void serve() throws Exception {
    // As the home of somebody called O'Hara: its path is shown, and copied into a shell.
    node = ServedBank.withSample(folder.resolve("o'home"), ServedBank.Setting.USUAL);
    browser = new ConsoleBrowser();
    PlaywrightAssertions.setDefaultAssertionTimeout(ConsoleBrowser.TIMEOUT_MILLIS);
  }

  @AfterAll
  static void stop() throws Exception {
    try (ServedBank served = node;
        ConsoleBrowser driven = browser) {
      assertThat(served).isNotSameAs(driven);
    }
  }

  @AfterEach
  void nothingWasForbiddenOrThrownOrAskedOfOthers() {
    assertThat(browser.takeTroubles()).isEmpty();
  }

  static Page open(String hash, Look look) throws Exception {
    Page page = browser.open(node, look);
    page.navigate(node.at("/") + hash);
    return page;
  }

  static Page openWithToken(String hash) throws Exception {
    Page page = open("#token=" + token(), Look.DESK);
    assertThat(page).hasURL(node.at("/") + "#/ask");
    page.navigate(node.at("/") + hash);
    return page;
  }

  static String token() {
    return node.token.header().substring("Bearer ".length());
  }

  static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
