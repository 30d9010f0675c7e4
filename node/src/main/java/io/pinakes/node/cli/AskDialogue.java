package io.pinakes.node.cli;

import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.node.shell.LineTerminal;
import io.pinakes.query.Answer;
import io.pinakes.query.AnswerListener;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Citation;
import io.pinakes.query.Context;
import io.pinakes.query.UnknownDatasetException;
import io.pinakes.query.conversation.Turn;
import io.pinakes.query.http.Liveness;
import io.pinakes.query.http.api.Asking;
import io.pinakes.query.mcp.Library.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A conversation with the documents, at a terminal. */
final class AskDialogue {
  /** What was asked before, in the home. */
  static final String HISTORY = "ask-history";

  private static final List<String> COMMANDS =
      List.of("/dataset", "/help", "/new", "/open", "/quit", "/sources");

  private final Session session;
  private final HomeLibrary library;
  private final AskRequest options;
  private final boolean streams;
  private final List<Turn> before = new ArrayList<>();
  private List<String> datasets;
  private List<String> known = List.of();
  private @Nullable Answer last;

  /**
   * A conversation.
   *
   * @param options all of a question but its words
   */
  AskDialogue(Session session, GeneratorOptions generator, AskRequest options) {
    this.session = session;
    this.library = new HomeLibrary(session, generator);
    this.options = options;
    this.streams = generator.kind(session) != GeneratorOptions.Kind.extractive;
    this.datasets = options.datasets();
  }

  /**
   * Converses until the person ends it.
   *
   * @return empty if there is no terminal to converse at
   */
  Optional<Integer> run() throws Exception {
    greet();
    Optional<LineTerminal> opened =
        LineTerminal.open(session.home().resolve(HISTORY), this::completions);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Cancellation end = new Cancellation();
    AutoCloseable signals = Interruption.cancels(end, Interruption.PATIENCE);
    try (LineTerminal terminal = opened.get()) {
      // Told to end, the process has to give the terminal back as it was.
      Thread closer = Thread.ofVirtual().start(() -> closeAt(end, terminal));
      terminal.out().println(greeting());
      Optional<String> line = terminal.read(prompt());
      while (line.isPresent() && !isEnd(line.get())) {
        handle(line.get().strip(), terminal);
        terminal.out().flush();
        line = terminal.read(prompt());
      }
      closer.interrupt();
    } finally {
      signals.close();
    }
    return Optional.of(ExitCode.OK);
  }

  private static void closeAt(Cancellation end, LineTerminal terminal) {
    try {
      end.await();
      terminal.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is gone already, which is what was wanted.
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at the home before a terminal is taken, so that what is wrong is said as always. */
  private void greet() throws Exception {
    known = library.read(AskDialogue::names);
    if (known.isEmpty()) {
      throw new UnknownDatasetException(
          "this home holds no documents yet: " + session.command("ingest FOLDER"));
    }
    for (String name : datasets) {
      requireKnown(name);
    }
  }

  private static List<String> names(Reading reading) throws IOException {
    return reading.bank().datasets().stream()
        .filter(dataset -> dataset.manifest().isPresent())
        .map(DatasetInfo::name)
        .toList();
  }

  private void requireKnown(String name) throws UnknownDatasetException {
    if (!known.contains(name)) {
      throw new UnknownDatasetException(
          "there is no dataset [" + name + "] here, only " + String.join(", ", known));
    }
  }

  private String greeting() {
    String from = datasets.isEmpty() ? String.join(", ", known) : String.join(", ", datasets);
    return "Ask about what is in "
        + session.style().bold(from)
        + ". "
        + session.style().dim("/help shows more, Ctrl-D ends.");
  }

  private String prompt() {
    String name = datasets.isEmpty() ? "ask" : String.join(",", datasets);
    return session.style().bold(name + "> ");
  }

  private static boolean isEnd(String line) {
    return List.of("/quit", "/exit", "/q").contains(line.strip().toLowerCase(Locale.ROOT));
  }

  /** A failure costs one line, not the conversation. */
  private void handle(String line, LineTerminal terminal) {
    try {
      if (line.isEmpty()) {
        return;
      }
      if (line.matches("\\[?\\d{1,4}\\]?")) {
        open(line.replaceAll("\\D", ""), terminal);
      } else if (line.startsWith("/")) {
        command(line, terminal);
      } else {
        ask(line, terminal);
      }
    } catch (Exception e) {
      terminal.out().flush();
      var unused = new Failures(session).report(e);
    }
  }

  private void command(String line, LineTerminal terminal) throws Exception {
    String[] words = line.split("[\\s,]+");
    List<String> rest = Stream.of(words).skip(1).toList();
    PrintWriter out = terminal.out();
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "/help" -> DialogueText.help(out);
      case "/dataset", "/datasets" -> choose(rest, out);
      case "/sources" -> new DialogueText(session.style(), out, terminal.columns()).sources(last);
      case "/open" -> open(rest.isEmpty() ? "1" : rest.get(0), terminal);
      case "/new" -> {
        before.clear();
        out.println("What was said is forgotten.");
      }
      default -> out.println("There is no command " + Printable.line(words[0]) + "; see /help.");
    }
  }

  private void choose(List<String> names, PrintWriter out) throws Exception {
    known = library.read(AskDialogue::names);
    if (names.isEmpty()) {
      for (String name : known) {
        boolean asked = datasets.isEmpty() || datasets.contains(name);
        out.println((asked ? "* " : "  ") + name);
      }
    } else if (names.equals(List.of("all"))) {
      datasets = List.of();
    } else {
      for (String name : names) {
        requireKnown(name);
      }
      datasets = names;
    }
  }

  private void open(String number, LineTerminal terminal) throws Exception {
    Answer answer = last;
    Optional<Context> context =
        answer == null || !number.matches("\\d{1,4}")
            ? Optional.empty()
            : answer.contexts().stream().filter(c -> c.n() == Integer.parseInt(number)).findFirst();
    if (answer == null || context.isEmpty()) {
      terminal
          .out()
          .println("The last answer has no source [" + Printable.line(number) + "]; see /sources.");
      return;
    }
    List<Citation> citations =
        answer.citations().stream().filter(c -> c.n() == context.get().n()).toList();
    PassageView view = new PassageView(terminal.out(), session.style(), terminal.columns());
    library.read(
        reading -> {
          view.print(reading.bank(), context.get(), citations);
          return true;
        });
  }

  private void ask(String line, LineTerminal terminal) throws Exception {
    PrintWriter out = terminal.out();
    FlowingText words = new FlowingText(out, terminal.columns());
    Liveness wanted = new Liveness();
    LineTerminal.Listening ctrlC = terminal.onInterrupt(wanted::end);
    try (Asking asking = new Asking(wanted)) {
      Answer answer = library.read(reading -> ask(reading, line, asking, words, out));
      words.end();
      show(answer, words.spoke(), out, terminal.columns());
      last = answer;
      before.add(new Turn(answer.question(), answer.enough() ? answer.answer() : ""));
    } catch (InterruptedException e) {
      words.end();
      out.println(session.style().yellow("Stopped."));
    } finally {
      ctrlC.close();
      // It may have been pressed when the answer was just done.
      Thread.interrupted();
    }
  }

  private Answer ask(
      Reading reading, String line, Asking asking, FlowingText words, PrintWriter out)
      throws IOException, InterruptedException {
    String question = asking.waiting(() -> reading.answerer().standalone(before, line));
    if (!question.equalsIgnoreCase(line)) {
      out.println(session.style().dim("understood as: " + Printable.line(question)));
      out.flush();
    }
    AskRequest request =
        new AskRequest(
            question,
            datasets,
            options.mode(),
            options.filter(),
            options.contexts(),
            options.promptTokens(),
            options.answerTokens());
    AnswerListener listener =
        new AnswerListener() {
          @Override
          public void contexts(List<Context> contexts) {}

          @Override
          public void text(String piece) {
            words.add(piece);
          }
        };
    return reading
        .answerer()
        .ask(request, asking.hearing(streams ? listener : AnswerListener.NONE));
  }

  private void show(Answer answer, boolean shown, PrintWriter out, int columns) {
    AnswerView view = new AnswerView(session, out, columns);
    if (!shown || !answer.enough()) {
      view.words(answer);
    }
    List<Integer> told = new ArrayList<>();
    for (Citation citation : answer.citations()) {
      if (!told.contains(citation.n())) {
        told.add(citation.n());
        out.println(
            session.style().cyan("[" + citation.n() + "] ")
                + session.style().dim(Locations.of(citation.place())));
      }
    }
    if (!answer.enough() && !answer.contexts().isEmpty()) {
      out.println(session.style().dim("/sources shows the nearest passages."));
    }
    out.flush();
    view.remarks(answer);
    out.println();
  }

  private List<String> completions(String line) {
    if (line.startsWith("/dataset ")) {
      return Stream.concat(known.stream(), Stream.of("all")).toList();
    }
    return line.startsWith("/") && !line.contains(" ") ? COMMANDS : List.of();
  }
}
