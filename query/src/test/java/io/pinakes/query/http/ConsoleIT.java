package io.pinakes.query.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.pinakes.query.Patience;
import io.pinakes.query.http.ConsoleBrowser.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console, through a real browser. */
class ConsoleIT extends OnTheConsole {
  private static final Path DOCUMENTS =
      Path.of(System.getProperty("pinakes.shared", "../shared"), "datasets", "documents");

  @Test
  void whatIsDroppedIsReadAskedAndOpenedAtTheVeryWordsAndOnItsPage() throws Exception {
    Path note = Files.writeString(folder.resolve("owls.md"), "# Owls\n\nOwls fly without noise.");
    Page page = open("#/library?in=papers", Look.DESK);
    ConsoleBrowser.drop(
        page,
        page.locator(".drop"),
        DOCUMENTS.resolve("pdf/tracemonkey.pdf"),
        DOCUMENTS.resolve("encrypted/testPDF_protected.pdf"),
        note);
    // The first change of the home asks for the token.
    page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true))
        .fill(node.token.header().substring("Bearer ".length()));
    button(page, "Use it").click();
    assertThat(page.locator("[data-state=brought]")).hasCount(3);
    Locator rows = page.locator("tbody tr");
    assertThat(rows.filter(new Locator.FilterOptions().setHasText("tracemonkey.pdf")))
        .containsText("In the index");
    assertThat(rows.filter(new Locator.FilterOptions().setHasText("testPDF_protected.pdf")))
        .containsText("needs a password");
    ConsoleBrowser.picture(page, "library-light");

    page.navigate(node.at("/") + "#/ask");
    page.locator("#question").fill("How do owls fly?");
    page.keyboard().press("Enter");
    assertThat(page.locator(".answer .words").first()).containsText("Owls fly without noise.");
    page.locator(".answer .cite").first().click();
    assertThat(page.locator("article mark")).hasText("Owls fly without noise.");
    assertThat(page.locator("article mark")).isInViewport();

    page.navigate(node.at("/") + "#/ask?in=papers&q=What+is+a+trace+tree%3F");
    page.locator(".answer .cite").first().click();
    String quoted = page.locator("article mark").first().textContent();
    assertThat(quoted).isNotBlank();
    button(page, "PDF page").click();
    Locator frame = page.locator("iframe.pdf[data-drawn]");
    frame.waitFor();
    assertThat(Integer.parseInt(frame.getAttribute("data-marks"))).isPositive();
    assertThat(page.locator(".pdf-bar")).containsText("of 14");
    ConsoleBrowser.picture(page, "pdf-light");
    String before = frame.getAttribute("data-drawn");
    button(page, "Next page").click();
    assertThat(frame).hasAttribute("data-drawn", Integer.toString(Integer.parseInt(before) + 1));

    // A passage is said to be on the page where it begins.
    String cited = node.at("/") + page.url().substring(page.url().indexOf('#'));
    int on = Integer.parseInt(before);
    openAtPage(page, cited, on - 1);
    assertThat(frame).hasAttribute("data-drawn", before);
    assertThat(Integer.parseInt(frame.getAttribute("data-marks"))).isPositive();
    openAtPage(page, cited, on + 1);
    assertThat(frame).hasAttribute("data-drawn", Integer.toString(on + 1));
    assertThat(page.locator(".pdf-bar")).containsText("could not be found");

    page.navigate(node.at("/") + "#/library?in=papers");
    button(page, "Remove owls.md").click();
    assertThat(button(page, "Remove owls.md")).hasText("Remove for good?");
    assertThat(node.bank.home().uploads().resolve("papers/owls.md")).exists();
    button(page, "Remove owls.md").click();
    assertThat(rows).hasCount(2);
    assertThat(page.locator("tbody")).not().containsText("owls.md");
    assertThat(node.bank.home().uploads().resolve("papers/owls.md")).doesNotExist();
    page.context().close();
  }

  private static void openAtPage(Page page, String cited, int number) {
    page.navigate(cited.replaceAll("#.*", "#/datasets"));
    assertThat(page.locator("h1")).hasText("Datasets");
    page.navigate(cited.replaceAll("([?&])(page|view)=[^&]*", "$1") + "&page=" + number);
    button(page, "PDF page").click();
    page.locator("iframe.pdf[data-drawn]").waitFor();
  }

  @Test
  void aJobShowsHowFarItIsAndStopsWhenItIsCancelled() throws Exception {
    Path many = Files.createDirectories(folder.resolve("many"));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 700; word++) {
        text.append("word").append(random.nextInt(5_000)).append(word % 12 == 11 ? ". " : " ");
      }
      Files.writeString(many.resolve("file" + i + ".txt"), text);
    }
    Page page = openWithToken("#/library?in=many");
    page.getByText("Or follow a folder").click();
    page.getByLabel("Folder on the node's machine").fill(many.toString());
    button(page, "Read it").click();
    page.navigate(node.at("/") + "#/jobs");
    Locator job = page.locator("[data-job]").first();
    assertThat(job.locator("[data-progress]")).containsText("embedded");
    assertThat(page.locator("#active-jobs")).hasText("1");
    ConsoleBrowser.picture(page, "jobs-light");
    job.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel")).click();
    assertThat(job).containsText("Cancelled");
    assertThat(node.json("/api/v1/jobs").at("/jobs/0/state").asText()).isEqualTo("cancelled");
    page.context().close();
  }

  @Test
  void whatFailsSaysWhyAndWhatMendsIt() throws Exception {
    Page page = open("#/ask?in=nothing&q=Anything%3F", Look.DESK);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("nothing");
    page.navigate(node.at("/") + "#/document?in=sample&id=files%2Fnone.md");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("has no document");
    Path hostile = Files.writeString(folder.resolve("exe\u202efdp.txt"), "Turned round.");
    Page library = openWithToken("#/library?in=refused");
    ConsoleBrowser.drop(library, library.locator(".drop"), hostile);
    Locator refused = library.locator("[data-state=refused]");
    assertThat(refused).containsText("cannot have that name");
    assertThat(refused).containsText("⟨U+202E⟩");
    // It would be refused again.
    assertThat(library.locator("[data-state=refused] button")).hasCount(0);
    library.setViewportSize(390, 844);
    Object over = library.evaluate("() => document.documentElement.scrollWidth - innerWidth");
    assertThat(((Number) over).intValue())
        .as("a long reason makes the page too wide")
        .isLessThan(1);
    assertThat(node.bank.home().uploads().resolve("refused")).doesNotExist();
    page.context().close();
    library.context().close();
  }

  @Test
  void whatAJobWarnsOfIsShownWithIt() throws Exception {
    Path notes = Files.createDirectories(folder.resolve("notes"));
    Files.writeString(notes.resolve("owl.txt"), "Owls fly without noise.");
    ObjectNode body = ServedBank.JSON.createObjectNode().put("kind", "ingest");
    ObjectNode request = body.putObject("request").put("folder", notes.toString());
    request.put("dataset", "warned").putArray("include").add("*.none");
    var job = node.begin(body.toString());
    node.jobs.get(job.get("id").asText()).awaitEnd(Patience.TIME);
    Page page = open("#/jobs", Look.DESK);
    assertThat(page.locator("[data-job]").first().locator(".warnings")).containsText("no file of");
    page.context().close();
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("ask", "#/ask");
    pages.put("answer", "#/ask?q=Who+founded+the+library+of+Alexandria%3F");
    pages.put("search", "#/ask?mode=search&q=papyrus");
    pages.put("document", "#/document?in=sample&id=files%2Fpharos.md&view=chunks");
    pages.put("library", "#/library?in=sample");
    pages.put("datasets", "#/datasets");
    pages.put("dataset", "#/datasets?name=sample");
    pages.put("jobs", "#/jobs");
    pages.put("settings", "#/settings");
    return pages;
  }

  @ParameterizedTest
  @ValueSource(strings = {"desk", "dark", "phone", "dark-phone"})
  void everyPageFitsAndKeepsNobodyOut(String kind) throws Exception {
    Look look =
        switch (kind) {
          case "desk" -> Look.DESK;
          case "dark" -> Look.DARK;
          case "phone" -> Look.PHONE;
          default -> Look.DARK_PHONE;
        };
    Page page = open("", look);
    for (Map.Entry<String, String> one : pages().entrySet()) {
      page.navigate(node.at("/") + one.getValue());
      page.locator("main [data-drawn='" + one.getValue() + "']").waitFor();
      ConsoleBrowser.picture(page, one.getKey() + "-" + look);
      assertThat(ConsoleBrowser.barriers(page)).as(one.getKey() + " " + look).isEmpty();
      Object over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
      assertThat(((Number) over).intValue()).as(one.getKey() + " is too wide").isLessThan(1);
      Object paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor");
      assertThat(paper)
          .isEqualTo(kind.startsWith("dark") ? "rgb(23, 22, 20)" : "rgb(251, 250, 247)");
    }
    page.context().close();
  }

  @Test
  void theSchemeThatIsChosenHoldsAgainstTheSystems() throws Exception {
    Page page = open("#/settings", Look.DARK);
    page.getByText("Light", new Page.GetByTextOptions().setExact(true)).click();
    page.reload();
    assertThat(page.locator("body")).hasCSS("background-color", "rgb(251, 250, 247)");
    page.context().close();
  }

  @Test
  void allOfItCanBeReachedByKeys() throws Exception {
    Page page = open("#/datasets", Look.DESK);
    assertThat(page.locator("h1")).hasText("Datasets");
    page.keyboard().press("/");
    assertThat(page).hasURL(node.at("/") + "#/ask");
    page.locator("#question").fill("papyrus");
    page.keyboard().press("Enter");
    page.locator(".answer[aria-busy=false]").waitFor();
    page.keyboard().press("Escape");
    page.keyboard().press("j");
    assertThat(page.locator("[data-stop]").first()).isFocused();
    page.keyboard().press("j");
    assertThat(page.locator("[data-stop]").nth(1)).isFocused();
    page.keyboard().press("Enter");
    page.locator("article mark").first().waitFor();
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Write a question");
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    page.keyboard().press("g");
    page.keyboard().press("s");
    assertThat(page.locator("h1")).hasText("Settings and health");
    page.context().close();
  }

  @Test
  void whoIsAtASourceStaysThereWhenTheAnswerPutsAnotherFirst() throws Exception {
    Page page = open("#/ask?q=papyrus", Look.DESK);
    page.locator(".answer[aria-busy=false]").waitFor();
    page.locator("#source-2 [data-stop]").focus();
    page.evaluate(
        """
        async () => {
          const { drawSources } = await import("/console/sources.js");
          const one = (n) => ({ n, cited: n === 3, dataset: "d", document: "c", path: "p" + n, start: 0, end: 1, text: "words" });
          drawSources(document.querySelector(".sources"), [1, 2, 3].map(one), [{ n: 3, quote: "words", document: "c", path: "p3", start: 0, end: 1 }]);
        }
        """);
    assertThat(page.locator(".card").first()).hasAttribute("id", "source-3");
    assertThat(page.locator("#source-2 [data-stop]")).isFocused();
    page.context().close();
  }

  @Test
  void withoutTheNodeTheShellOpensAndSaysSo() throws Exception {
    try (ServedBank other =
        ServedBank.withSample(folder.resolve("other"), ServedBank.Setting.USUAL)) {
      Page page = browser.open(other, Look.DESK);
      page.navigate(other.at("/").toString());
      page.waitForFunction("() => navigator.serviceWorker.controller !== null");
      page.waitForFunction(
          "async () => (await (await caches.open((await caches.keys())[0])).keys()).length > 20");
      other.server.close();
      page.reload();
      assertThat(page.locator("#banner")).containsText("The node does not answer");
      assertThat(page.locator("#banner")).containsText("pinakes serve");
      assertThat(page.locator("#question")).isVisible();
      page.locator("#question").fill("papyrus");
      page.keyboard().press("Enter");
      assertThat(page.locator(".answer")).containsText("The node does not answer");
      ConsoleBrowser.picture(page, "offline-light");
      page.context().close();
    }
  }

  @Test
  void documentsAndNamesThatWouldRunOrFetchDoNeither() throws Exception {
    Path hostile = HostileDocuments.write(Files.createDirectories(folder.resolve("hostile")));
    var job =
        node.begin(
            ServedBank.JSON
                .createObjectNode()
                .put("kind", "ingest")
                .set(
                    "request",
                    ServedBank.JSON
                        .createObjectNode()
                        .put("dataset", "hostile")
                        .put("folder", hostile.toString()))
                .toString());
    node.jobs.get(job.get("id").asText()).awaitEnd(Patience.TIME);
    Page page = open("#/ask?in=hostile&q=What+does+the+kraken+eat%3F", Look.DESK);
    page.locator(".card").first().waitFor();
    page.navigate(node.at("/") + "#/library?in=hostile");
    Locator links = page.locator("tbody a");
    links.first().waitFor();
    assertThat(links.count()).isGreaterThanOrEqualTo(20);
    for (int i = 0; i < links.count(); i++) {
      String target = links.nth(i).getAttribute("href");
      Page document = page.context().newPage();
      document.navigate(node.at("/") + target);
      document.locator("article.text").waitFor();
      if (document.getByText("PDF page").count() > 0) {
        button(document, "PDF page").click();
        document.locator("iframe.pdf[data-drawn], .trouble").first().waitFor();
      }
      assertThat(document.evaluate("() => window.ran")).as(target).isNull();
      document.close();
    }
    assertThat(page.evaluate("() => window.ran")).isNull();
    page.context().close();
  }
}
