package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Chromium that is installed, driven by Playwright. What a page asks of anybody but the node,
 * what its policy forbids and what its scripts trip over is kept, for a test to say that there was
 * none.
 */
final class ConsoleBrowser implements AutoCloseable {
  static final int TIMEOUT_MILLIS = 240_000;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

  ConsoleBrowser() {
    Path driver = driver();
    System.setProperty("playwright.cli.dir", driver.toString());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium())
                    // CI is root, whose processes Chromium does not put into its own sandbox.
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  }

  private static Path driver() {
    Path cache = Path.of(System.getProperty("pinakes.cache", "target/cache"));
    Path driver =
        Path.of(
            System.getProperty("pinakes.playwright", cache.resolve("peers/playwright").toString()));
    assertThat(driver.resolve("node"))
        .as("Playwright's driver is not in [%s]: run .ci/peers target/cache/peers", driver)
        .isExecutable();
    return driver.toAbsolutePath();
  }

  private static Path chromium() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("there is no chromium on the path: apt install chromium"));
  }

  /** How a page is looked at. */
  record Look(ColorScheme scheme, int width, int height) {
    static final Look DESK = new Look(ColorScheme.LIGHT, 1_280, 860);
    static final Look DARK = new Look(ColorScheme.DARK, 1_280, 860);
    static final Look PHONE = new Look(ColorScheme.LIGHT, 390, 844);
    static final Look DARK_PHONE = new Look(ColorScheme.DARK, 390, 844);

    @Override
    public String toString() {
      return scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
    }
  }

  /** A new window, in which nothing is kept of another one. */
  Page open(ServedBank node, Look look) throws IOException {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(look.scheme)
                .setViewportSize(look.width, look.height));
    context.addInitScript(script("/axe.min.js"));
    context.setDefaultTimeout(TIMEOUT_MILLIS);
    String own = node.server.uri().toString();
    context.onRequest(
        request -> {
          String url = request.url();
          if (!url.startsWith(own + "/") && !url.startsWith("blob:")) {
            troubles.add("asked for " + url);
          }
        });
    context.onConsoleMessage(
        message -> {
          // That a request was answered by an error is for the page to show.
          if (message.type().equals("error") && !message.text().contains("Failed to load")) {
            troubles.add(message.text());
          }
        });
    context.onWebError(error -> troubles.add("script: " + error.error()));
    context.onDialog(
        dialog -> {
          troubles.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    return context.newPage();
  }

  private static String script(String name) throws IOException {
    try (InputStream in = ConsoleBrowser.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What went on that should not have, since this was last asked. */
  List<String> takeTroubles() {
    List<String> taken = List.copyOf(troubles);
    troubles.clear();
    return taken;
  }

  /** Drags files of this machine onto an element, as a hand does. */
  static void drop(Page page, Locator onto, Path... files) throws IOException {
    CDPSession session = page.context().newCDPSession(page);
    BoundingBox box = onto.boundingBox();
    JsonArray paths = new JsonArray();
    for (Path file : files) {
      // Chromium takes no file by a path with [..] in it.
      paths.add(file.toRealPath().toString());
    }
    JsonObject data = new JsonObject();
    data.add("items", new JsonArray());
    data.add("files", paths);
    data.addProperty("dragOperationsMask", 1);
    for (String type : new String[] {"dragEnter", "dragOver", "drop"}) {
      JsonObject event = new JsonObject();
      event.addProperty("type", type);
      event.addProperty("x", box.x + box.width / 2);
      event.addProperty("y", box.y + 10);
      event.add("data", data);
      session.send("Input.dispatchDragEvent", event);
    }
    session.detach();
  }

  /** What axe finds in a page that keeps people out: a line each. */
  static List<String> barriers(Page page) {
    Object found =
        page.evaluate(
            "async () => (await axe.run({ resultTypes: ['violations'] })).violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ' ' + v.nodes.map(n => n.html.slice(0, 120)).join(' '))");
    List<String> lines = new ArrayList<>();
    if (found instanceof List<?> all) {
      all.forEach(one -> lines.add(String.valueOf(one)));
    }
    return lines;
  }

  /**
   * Writes pictures of what can be seen into {@code target/console}: the pixels, and the same as
   * SVG, which the README shows some of.
   */
  static void picture(Page page, String name) throws IOException {
    Path folder = Path.of("target", "console");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(folder.resolve(name + ".png"))
            .setAnimations(com.microsoft.playwright.options.ScreenshotAnimations.DISABLED));
    String drawn = String.valueOf(page.evaluate(script("picture.js")));
    assertThat(drawn).as(name).contains("<rect ", "<text ").doesNotContain("NaN", "undefined");
    Files.writeString(folder.resolve(name + ".svg"), drawn);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
