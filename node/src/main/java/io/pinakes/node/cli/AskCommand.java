package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.Answer;
import io.pinakes.query.AnswerListener;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Context;
import io.pinakes.query.json.AnswerJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes ask}: an answer with citations that were checked, or the honest lack of one. */
@Command(
    name = "ask",
    description = {
      "Answer a question from the documents, with citations.",
      "",
      "  pinakes ask \"what delays transition on a swept wing?\"",
      "  pinakes ask \"…\" --generator ollama --generator-model llama3.2",
      "  pinakes ask                             a conversation: questions that build on others,",
      "                                          sources to open by their number",
      "",
      "If the documents do not answer it, that is said, and the exit code is 4.",
      ""
    })
final class AskCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      description = "How many passages the generator may see (default: ${DEFAULT-VALUE}).")
  private int contexts = AskRequest.CONTEXTS;

  @Parameters(
      paramLabel = "QUESTION",
      arity = "0..*",
      description = "What to answer, in plain words; without it, a conversation.")
  private List<String> words = List.of();

  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private GeneratorOptions generator = new GeneratorOptions();

  AskCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (words.isEmpty()) {
      return converse();
    }
    AskRequest request = request(String.join(" ", words));
    boolean quotes = generator.kind(session) == GeneratorOptions.Kind.extractive;
    Optional<ObjectNode> told =
        quotes ? new NodeAnswers(session).answer(request, selection.filters) : Optional.empty();
    if (told.isPresent()) {
      return tell(told.get(), request);
    }
    boolean streams = !session.json() && !quotes;
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

  /** Says what the node answered. */
  private int tell(ObjectNode document, AskRequest request) throws IOException {
    if (session.json()) {
      session.print(document);
    } else {
      print(AnswerJson.read(document, request), false);
    }
    return document.path("enough").asBoolean() ? ExitCode.OK : ExitCode.NOT_FOUND;
  }

  private AskRequest request(String question) {
    return new AskRequest(
        question,
        selection.datasets,
        selection.mode,
        selection.filter(),
        contexts,
        AskRequest.PROMPT_TOKENS,
        AskRequest.ANSWER_TOKENS);
  }

  /** Without a question: a conversation, if there is a person to have it with. */
  private int converse() throws Exception {
    boolean person = !session.json() && session.terminal().outIsTerminal();
    // The words of the request are put in its place for each question.
    AskDialogue dialogue = new AskDialogue(session, generator, request("?"));
    Optional<Integer> ended = person ? dialogue.run() : Optional.empty();
    return ended.orElseThrow(
        () ->
            new CliException(
                ExitCode.USAGE,
                "the question is missing",
                "Give one: "
                    + session.command("ask \"…\"")
                    + ". Without one it converses, which takes a terminal."));
  }

  private void print(Answer answer, boolean shownAlready) {
    AnswerView view = new AnswerView(session, session.outWriter(), session.terminal().columns());
    if (shownAlready) {
      session.outWriter().println();
    } else {
      view.words(answer);
    }
    view.sources(answer);
    view.nearest(answer);
    view.remarks(answer);
    session.note(where(answer));
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
