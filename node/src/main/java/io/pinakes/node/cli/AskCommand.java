package io.pinakes.node.cli;

import io.pinakes.query.Answer;
import io.pinakes.query.AnswerListener;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Citation;
import io.pinakes.query.Context;
import io.pinakes.query.Hit;
import io.pinakes.query.json.AnswerJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pinakes ask}: an answer with citations that were checked, or the honest lack of one. */
@Command(
    name = "ask",
    description = {
      "Answer a question from the documents, with citations.",
      "",
      "  pinakes ask \"what delays transition on a swept wing?\"",
      "  pinakes ask \"…\" --generator ollama --generator-model llama3.2",
      "",
      "If the documents do not answer it, that is said, and the exit code is 4.",
      ""
    })
final class AskCommand implements Callable<Integer> {
  /** Passages shown where there is no answer, and lines of each. */
  private static final int NEAREST = 3;

  private static final int NEAREST_LINES = 3;

  private final Session session;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      description = "How many passages the generator may see (default: ${DEFAULT-VALUE}).")
  private int contexts = AskRequest.CONTEXTS;

  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private GeneratorOptions generator = new GeneratorOptions();

  AskCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    AskRequest request =
        new AskRequest(
            selection.question(),
            selection.datasets,
            selection.mode,
            selection.filter(),
            contexts,
            AskRequest.PROMPT_TOKENS,
            AskRequest.ANSWER_TOKENS);
    boolean streams = !session.json() && generator.kind != GeneratorOptions.Kind.extractive;
    Streamed streamed = new Streamed();
    Answer answer =
        session.answerer(generator).ask(request, streams ? streamed : AnswerListener.NONE);
    if (session.json()) {
      session.print(AnswerJson.document(answer, session.verdicts()));
    } else {
      if (streamed.spoke && !answer.enough()) {
        // Its words stand there, and are no answer: what is said of that must not look like more
        // of them.
        session.outWriter().println("\n");
      }
      print(answer, streams && answer.enough());
    }
    return answer.enough() ? ExitCode.OK : ExitCode.NOT_FOUND;
  }

  private void print(Answer answer, boolean shownAlready) {
    PrintWriter out = session.outWriter();
    Style style = session.style();
    int columns = session.terminal().columns();
    if (shownAlready) {
      out.println();
    } else {
      for (String line : Printable.text(answer.answer()).split("\n")) {
        out.println(Paragraphs.wrap(line, columns, "", Integer.MAX_VALUE));
      }
    }
    if (!answer.citations().isEmpty()) {
      out.println();
      out.println(style.bold("Sources"));
    }
    for (Citation citation : answer.citations()) {
      out.println(
          style.cyan("[" + citation.n() + "] ")
              + Locations.of(citation.context().hit().place())
              + style.dim("  characters " + citation.start() + "–" + citation.end()));
      out.println(Paragraphs.wrap("“" + citation.quote() + "”", columns, "    ", 6));
      out.println("    " + style.dim(citation.context().hit().chunk().toString()));
    }
    if (!answer.enough() && !answer.contexts().isEmpty()) {
      out.println();
      out.println("The nearest passages, for your own judgement:");
      answer.contexts().stream().limit(NEAREST).forEach(c -> near(c.hit(), columns));
    }
    answer
        .rejected()
        .forEach(
            claim ->
                session.note(style.yellow("left out, not supported: ") + Printable.line(claim)));
    if (answer.cut()) {
      session.note(style.yellow("The answer reached the limit of its length and was cut."));
    }
    Omissions.print(answer.search().omitted(), session);
    session.note(where(answer));
  }

  private void near(Hit hit, int columns) {
    session.outWriter().println("  - " + Locations.of(hit));
    String text = Paragraphs.wrap(hit.text(), columns, "    ", NEAREST_LINES);
    session.outWriter().println(session.style().dim(text));
  }

  /**
   * Shows the words of a server as they come; what its citations are worth is checked at the end.
   */
  private final class Streamed implements AnswerListener {
    private boolean spoke;

    @Override
    public void contexts(List<Context> contexts) {}

    @Override
    public void text(String piece) {
      spoke |= !piece.isBlank();
      session.outWriter().print(Printable.text(piece));
      session.outWriter().flush();
    }
  }

  /** Says where the question went, which the user is owed. */
  private static String where(Answer answer) {
    return answer
        .generator()
        .endpoint()
        .map(
            e ->
                "Answered by "
                    + answer.generator().name()
                    + " at "
                    + e
                    + (e.local()
                        ? " (this machine)."
                        : ", which got the question and the passages."))
        .orElse("Answered on this machine; nothing was sent anywhere.");
  }
}
