package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Hit;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchResult;
import io.pinakes.query.json.SearchJson;
import io.pinakes.vectorstore.fusion.StageScore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes search}: the passages that fit a question, best first. */
@Command(
    name = "search",
    description = {
      "Find passages.",
      "",
      "  pinakes search \"boundary layer control\" -k 5",
      "  pinakes search \"transition\" --filter path=wing/** --mode text --explain",
      ""
    })
final class SearchCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "-k",
      paramLabel = "N",
      description = "How many passages (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(names = "--explain", description = "Show rank and score of every stage.")
  private boolean explain;

  @Parameters(
      paramLabel = "QUESTION",
      arity = "1..*",
      description = "What to look for, in plain words.")
  private List<String> words = List.of();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  SearchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    SearchRequest request =
        new SearchRequest(
            String.join(" ", words), selection.datasets, k, selection.mode, selection.filter());
    Optional<ObjectNode> told =
        new NodeAnswers(session).search(request, selection.filters, explain);
    if (session.json()) {
      ObjectNode document =
          told.isPresent()
              ? told.get()
              : SearchJson.document(
                  session.searcher().search(request), explain, session.verdicts());
      session.print(document);
      return document.path("hits").isEmpty() ? ExitCode.NOT_FOUND : ExitCode.OK;
    }
    SearchResult result =
        told.isPresent()
            ? SearchJson.read(told.get(), request)
            : session.searcher().search(request);
    print(result);
    return result.hits().isEmpty() ? ExitCode.NOT_FOUND : ExitCode.OK;
  }

  private void print(SearchResult result) {
    PrintWriter out = session.outWriter();
    Style style = session.style();
    if (result.hits().isEmpty()) {
      session.note("Nothing found. Other words, --mode vector, or a wider --filter may help.");
    }
    for (Hit hit : result.hits()) {
      out.println(
          style.bold(hit.rank() + ". " + Locations.of(hit))
              + "  "
              + style.dim(String.format(Locale.ROOT, "%.3f  %s", hit.score(), hit.dataset())));
      out.println(
          Paragraphs.wrap(hit.text(), session.terminal().columns(), "   ", explain ? 12 : 4));
      out.println("   " + style.dim(hit.chunk().toString()));
      if (explain) {
        hit.stages().forEach(stage -> out.println("   " + style.dim(sentence(stage))));
        hit.folded()
            .forEach(chunk -> out.println("   " + style.dim("says nearly the same: " + chunk)));
      }
      out.println();
    }
    if (explain) {
      for (SearchResult.StageReport stage : result.stages()) {
        out.println(
            style.dim(
                String.format(
                    Locale.ROOT,
                    "%-16s %8.2f ms  %s",
                    stage.name(),
                    stage.nanos() / 1e6,
                    stage.detail())));
      }
    }
    Omissions.print(result.omitted(), session);
    session.note(
        String.format(
            Locale.ROOT,
            "%s in %.0f ms",
            Figures.count(result.hits().size(), "passage"),
            result.tookNanos() / 1e6));
  }

  private static String sentence(StageScore stage) {
    return String.format(
        Locale.ROOT, "%-8s rank %d, score %.4f", stage.stage(), stage.rank(), stage.score());
  }
}
