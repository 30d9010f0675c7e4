package io.pinakes.query.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.pinakes.query.http.ConsoleBrowser.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the console says when something is not as its user thought, through a real browser. */
class ConsoleWordsIT extends OnTheConsole {
  private static void give(Page page, String token) {
    page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)).fill(token);
    button(page, "Use it").click();
  }

  @Test
  void aWrongTokenIsAskedForAgainAndEveryFileStillArrives() throws Exception {
    Path[] files = new Path[3];
    for (int i = 0; i < files.length; i++) {
      files[i] = Files.writeString(folder.resolve("token" + i + ".md"), "Number " + i + ".");
    }
    Page page = open("#/library?in=papers", Look.DESK);
    ConsoleBrowser.drop(page, page.locator(".drop"), files);
    give(page, "0".repeat(64));
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    for (int wrong = 0; wrong < 2; wrong++) {
      assertThat(dialog).containsText("That token was not the node's");
      assertThat(dialog.locator("code").last()).containsText("o'\\''home/token'");
      give(page, "1".repeat(64 - wrong));
    }
    assertThat(dialog).containsText("That token was not the node's");
    give(page, token());
    assertThat(page.locator("[data-state=brought]")).hasCount(3);
    assertThat(page.locator("[data-state=refused]")).hasCount(0);
    page.context().close();
  }

  @Test
  void aNameThatIsTakenCanBeReplacedAndHiddenFilesAreNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("again.md"), "Once.");
    Path hidden = Files.writeString(folder.resolve(".secret.md"), "Hidden.");
    Page page = open("#token=" + token(), Look.DESK);
    assertThat(page).hasURL(node.at("/") + "#/ask");
    page.navigate(node.at("/") + "#/library?in=taken");
    ConsoleBrowser.drop(page, page.locator(".drop"), file);
    assertThat(page.locator("[data-state=brought]")).hasCount(1);
    ConsoleBrowser.drop(page, page.locator(".drop"), file);
    Locator refused = page.locator("[data-state=refused]");
    assertThat(refused).containsText("A file of that name is there already.");
    assertThat(refused).not().containsText("If-None-Match");
    refused.getByText("Replace").click();
    assertThat(page.locator("[data-state=brought]")).hasCount(2);
    ConsoleBrowser.drop(page, page.locator(".drop"), hidden);
    assertThat(page.locator("[data-state=left-out]")).containsText(".secret.md");
    assertThat(page.locator("[data-state=left-out]")).containsText("left out");
    page.context().close();
  }

  @Test
  void aTabThatIsOpenAlreadyTakesTheTokenOutOfItsAddress() throws Exception {
    Page page = open("#/datasets", Look.DESK);
    assertThat(page.locator("h1")).hasText("Datasets");
    page.evaluate("token => { location.hash = '#token=' + token; }", token());
    assertThat(page).hasURL(node.at("/") + "#/ask");
    assertThat(page.locator("#question")).isVisible();
    page.navigate(node.at("/") + "#/settings");
    assertThat(page.locator("main")).containsText("The token is known to this tab");
    page.context().close();
  }

  @Test
  void anAddressThatNamesNoPageIsSaidToBeNone() throws Exception {
    Page page = open("#/nonsense?q=papyrus", Look.DESK);
    for (String address : new String[] {"#/nonsense?q=papyrus", "#/constructor", "#token=short"}) {
      page.navigate(node.at("/") + address);
      page.locator("main [data-drawn='" + address + "']").waitFor();
      assertThat(page.locator("h1")).hasText("No such page");
      assertThat(page.locator("#question")).hasCount(0);
      assertThat(page.locator("nav [aria-current]")).hasCount(0);
    }
    assertThat(ConsoleBrowser.barriers(page)).isEmpty();
    page.locator(".empty a").click();
    assertThat(page.locator("#question")).isVisible();
    page.context().close();
  }

  @Test
  void whoSkipsToTheContentStaysOnTheirPage() throws Exception {
    Page page = open("#/datasets", Look.DESK);
    assertThat(page.locator("h1")).hasText("Datasets");
    page.locator(".skip").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#main")).isFocused();
    assertThat(page.locator("h1")).hasText("Datasets");
    assertThat(page).hasURL(node.at("/") + "#/datasets");
    page.context().close();
  }

  @Test
  void aDatasetWithoutAVersionIsSaidToHaveNone() throws Exception {
    Page page = browser.open(node, Look.DESK);
    page.route(
        "**/api/v1/datasets",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        """
                        {"datasets":[{"name":"begun","version":0,"documents":0,"chunks":0,
                         "private":true,"model":"m","sources":[]}]}
                        """)));
    page.navigate(node.at("/") + "#/datasets");
    assertThat(page.locator(".figures")).containsText("none yet");
    assertThat(page.locator(".figures div").last()).hasText("versionnone yet");
    page.context().close();
  }

  @Test
  void textRunsTheWayOfItsWordsAndMarksThatTurnItAreSeen() throws Exception {
    Page page = open("#/ask", Look.DESK);
    page.locator("#question").fill("מהי ספרייה?");
    assertThat(page.locator("#question")).hasCSS("direction", "rtl");
    Object drawn =
        page.evaluate(
            """
            async () => {
              const { drawSources } = await import("/console/sources.js");
              const { drawPassages } = await import("/console/passages.js");
              const main = document.querySelector("#main");
              const section = main.appendChild(document.createElement("section"));
              const text = "المكتبة \\u202egnp.exe كبيرة";
              drawSources(section, [{ n: 1, cited: true, dataset: "d", document: "c", path: "p", start: 0, end: 9, text }],
                [{ n: 1, quote: "كبيرة", document: "c", path: "p", start: 0, end: 9 }]);
              const passage = section.querySelector(".passage");
              const article = main.appendChild(document.createElement("article"));
              drawPassages(article, { points: Array.from("a\\u2066b cited d"), from: 10, chunks: [], mark: { start: 14, end: 19 } });
              return [getComputedStyle(passage).direction, passage.textContent, passage.querySelector("mark").textContent,
                article.textContent, article.querySelector("mark").textContent].join("|");
            }
            """);
    assertThat(drawn).isEqualTo("rtl|المكتبة ⟨U+202E⟩gnp.exe كبيرة|كبيرة|a⟨U+2066⟩b cited d|cited");
    page.context().close();
  }

  @Test
  void onlyTheMarksOfCitationsAreLinksWhateverAQuoteHolds() throws Exception {
    Page page = open("#/ask", Look.DESK);
    Object drawn =
        page.evaluate(
            """
            async () => {
              const { drawAnswer } = await import("/console/answer.js");
              const section = document.querySelector("#main").appendChild(document.createElement("section"));
              const cited = (n, start, mark) => ({ n, document: "c", path: "p", start, end: start + 1, quote: "q", mark });
              drawAnswer(section, { enough: true, cut: false, rejected: [], answer: "🏛 Built.[1] [1]\\nRain [1]. [2]",
                contexts: [1, 2].map((n) => ({ n, dataset: "d" })),
                citations: [cited(1, 7, { start: 12, end: 15 }), cited(2, 8, { start: 26, end: 29 })] });
              return [...section.querySelectorAll(".words")].map((line) => line.textContent + "|"
                + [...line.querySelectorAll(".cite")].map((link) => link.href.match(/start=(\\d+)/)[1]).join()).join("|");
            }
            """);
    assertThat(drawn).isEqualTo("🏛 Built.[1] 1|7|Rain [1]. 2|8");
    page.context().close();
  }

  @Test
  void aQuestionThatIsTooLongIsNotCut() throws Exception {
    Page page = open("#/ask", Look.DESK);
    page.locator("#question").fill("word ".repeat(9_000));
    button(page, "Ask").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("The question is too long");
    page.locator("#question").fill("papyrus ".repeat(700));
    button(page, "Ask").click();
    assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("fewer words");
    page.context().close();
  }
}
