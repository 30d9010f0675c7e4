package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.node.config.Setting;
import io.pinakes.node.peer.NodeKey;
import io.pinakes.query.Answerer;
import io.pinakes.query.EmbedderSource;
import io.pinakes.query.Searcher;
import io.pinakes.query.answer.SupportCheck;
import io.pinakes.query.bank.BankDatasets;
import io.pinakes.query.blocks.KuboSync;
import io.pinakes.query.failure.ShellWord;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.extractive.ExtractiveGenerator;
import io.pinakes.query.generate.ollama.OllamaGenerator;
import io.pinakes.query.generate.openai.OpenAiGenerator;
import io.pinakes.query.generate.wire.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one command works with: its options, its streams, and the home that they name. */
final class Session implements AutoCloseable {
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final GlobalOptions options = new GlobalOptions();
  private final PrintWriter out;
  private final PrintWriter err;
  private final Parts parts;

  /** What to close at the end, last opened first. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private final SessionSettings settings;
  private @Nullable Path home;
  private @Nullable Bank bank;
  private @Nullable BankDatasets questions;
  private boolean byNode;
  private boolean inStep;

  /**
   * Whether {@code --json} stands on the command line, though the rest of it may not be readable.
   */
  private final boolean jsonAsked;

  /** What the process was asked for, as the writer's lock says it to others. */
  private final String asked;

  /** The same as a line for a shell. */
  private final String again;

  Session(Terminal terminal, Map<String, String> environment, Parts parts, String... arguments) {
    this.parts = parts;
    this.terminal = terminal;
    this.environment = environment;
    this.settings = new SessionSettings(environment, System.getProperty("os.name", ""));
    this.asked = String.join(" ", arguments);
    this.again =
        Stream.of(arguments).map(ShellWord::of).collect(Collectors.joining(" ", "pinakes ", ""));
    List<String> words = List.of(arguments);
    int end = words.indexOf("--");
    this.jsonAsked = words.subList(0, end < 0 ? words.size() : end).contains("--json");
    this.out = new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8);
    this.err = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
  }

  GlobalOptions options() {
    return options;
  }

  Terminal terminal() {
    return terminal;
  }

  Map<String, String> environment() {
    return environment;
  }

  PrintWriter outWriter() {
    return out;
  }

  PrintWriter errWriter() {
    return err;
  }

  Path home() {
    if (home == null) {
      home = chosenHome();
    }
    return home;
  }

  private Path chosenHome() {
    Path named = options.home;
    if (named == null) {
      // The home's own file cannot be asked.
      named = settings.outside().find(KnownSettings.HOME).map(v -> Path.of(v.text())).orElse(null);
    }
    return HomeFolder.choose(named, environment, System.getProperty("os.name", ""));
  }

  /** All that is set, and where. */
  SessionSettings settings() {
    return settings;
  }

  /**
   * What holds of a setting.
   *
   * @param flag what this command's option says, if it was given
   * @throws io.pinakes.node.config.ConfigException if a file or variable says what cannot be
   */
  <T> T setting(Setting setting, @Nullable T flag, Function<String, T> parse, T fallback) {
    return flag != null
        ? flag
        : settings.all(home()).find(setting).map(v -> parse.apply(v.text())).orElse(fallback);
  }

  /** The Kubo that what is public is kept in, too. */
  Optional<ExternalKubo> kubo() {
    String named = setting(KnownSettings.IPFS, options.ipfs, text -> text, "");
    return named.isBlank() ? Optional.empty() : Optional.of(ExternalKubo.parse(named));
  }

  /** What brings Kubos in step. */
  KuboSync kuboSync() {
    return new KuboSync(ExternalKubo.token(environment));
  }

  /** The node that serves the home has changed it for this command. */
  void changedByNode() {
    byNode = true;
  }

  /** The Kubo that was named is in step already. */
  void kuboIsInStep() {
    inStep = true;
  }

  /**
   * Brings the Kubo that was named in step, if the command opened the home to change it, or had the
   * node change it.
   */
  void syncKubo() throws IOException {
    Optional<ExternalKubo> kubo = kubo();
    if (kubo.isEmpty() || inStep) {
      return;
    }
    String address = kubo.get().address();
    if (bank != null && !bank.store().readOnly()) {
      note(kubo.get().sentence(kuboSync().sync(bank.store(), address)));
    } else if (byNode) {
      note(kubo.get().sentence(KuboSync.read(new NodeJob(this).syncKubo(address))));
    }
  }

  /** The most bytes that blocks may take. */
  long quotaBytes() {
    return setting(
        KnownSettings.QUOTA,
        options.quota == null ? null : options.quota.bytes(),
        text -> ByteSize.parse(text).bytes(),
        StoreOptions.UNLIMITED);
  }

  /**
   * Who says what {@link #quotaBytes} is, where no option of the command does: a line of a file, or
   * a variable.
   */
  String quotaOrigin() {
    return settings
        .all(home())
        .find(KnownSettings.QUOTA)
        .map(value -> value.origin().toString())
        .orElse("default");
  }

  /** The most bytes that blocks may take, if anybody has set a limit. */
  OptionalLong limit() {
    long bytes = quotaBytes();
    return bytes == StoreOptions.UNLIMITED ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  boolean json() {
    return options.json || jsonAsked;
  }

  Style style() {
    return new Style(coloursAllowed() && terminal.outIsTerminal());
  }

  /** Whether the terminal knows the codes that colour text and move the cursor. */
  boolean cursorMoves() {
    return !environment.getOrDefault("TERM", "").equals("dumb");
  }

  boolean coloursAllowed() {
    return !options.noColor
        && cursorMoves()
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && terminal.outIsTerminal();
  }

  /** How a bank is opened that this command changes. */
  BankOptions writing() {
    return BankOptions.writing(parts, "pinakes " + asked);
  }

  /** How a bank is opened that it does not change. */
  BankOptions reading() {
    return BankOptions.reading(parts);
  }

  /** The bank, to be changed: takes the writer's lock, and makes the home if there is none. */
  Bank writableBank() throws IOException {
    return open(writing());
  }

  /**
   * The bank, to be changed by what there is nothing to do for without a home: a name that was
   * mistyped makes none.
   *
   * @throws io.pinakes.datasets.home.HomeMissingException if there is no home
   */
  Bank existingBank() throws IOException {
    Home.requireThere(home());
    return writableBank();
  }

  /** The bank that is there, to be changed, though the log of its store may be damaged. */
  Bank bankToRepair() throws IOException {
    Home.requireThere(home());
    return open(BankOptions.repairing(parts, "pinakes " + asked));
  }

  /** The bank on its last complete version, beside whoever writes. */
  Bank readableBank() throws IOException {
    return open(reading());
  }

  /** What there is, also while another process holds the home to change it. */
  List<DatasetInfo> datasets() throws IOException {
    try {
      return existingBank().datasets();
    } catch (HomeLockedException held) {
      // Not kept open: whoever asks for the bank to change it is to hear that it is held.
      try (Bank beside = Bank.open(home(), reading())) {
        return beside.datasets();
      }
    }
  }

  /** The node's own key. With the first use of it, it is made, and the home if there is none. */
  PrivateKey nodeKey() throws IOException {
    Path home = home();
    if (!Files.exists(NodeKey.file(home))) {
      try (Bank whole = Bank.open(home, writing().withQuotaBytes(quotaBytes()))) {
        NodeKey.make(whole.home().root());
      }
    }
    return NodeKey.read(home);
  }

  private Bank open(BankOptions how) throws IOException {
    if (bank == null) {
      bank = Bank.open(home(), how.withQuotaBytes(quotaBytes()));
      opened.push(bank);
    }
    return bank;
  }

  private BankDatasets questions() throws IOException {
    if (questions == null) {
      questions = new BankDatasets(readableBank());
      opened.push(questions);
    }
    return questions;
  }

  /** The models of this home, which stay the session's to close. */
  EmbedderSource embedders() throws IOException {
    return questions();
  }

  SentenceSplitter sentences() {
    return parts.sentences();
  }

  Searcher searcher() throws IOException {
    return new Searcher(questions(), questions());
  }

  /** What answers. Sentences are chosen, and prompts counted, by the default model. */
  Answerer answerer(GeneratorOptions options) throws IOException {
    return answerer(options, generator -> generator);
  }

  /** The same with something around what answers. */
  Answerer answerer(GeneratorOptions options, UnaryOperator<Generator> around) throws IOException {
    SentenceSplitter sentences = parts.sentences();
    ModelInfo model = readableBank().models().info(Models.DEFAULT);
    Embedder embedder = questions().embedder(model.spec());
    Generator generator =
        switch (options.kind(this)) {
          case extractive -> new ExtractiveGenerator(embedder, sentences);
          case ollama -> new OllamaGenerator(options.server(this), Timing.SYSTEM);
          case openai -> new OpenAiGenerator(options.server(this), environment, Timing.SYSTEM);
        };
    opened.push(generator);
    return new Answerer(
        searcher(),
        around.apply(generator),
        embedder.tokens(),
        new SupportCheck(sentences),
        new SecureRandom());
  }

  /**
   * What stops long work when the process is told to end. To be asked for before a bank is opened:
   * the process then waits until the bank is closed again.
   */
  Cancellation cancellation() {
    return cancellation(Interruption.PATIENCE);
  }

  /**
   * The same for work that may take longer to stop.
   *
   * @param patience how long
   */
  Cancellation cancellation(Duration patience) {
    Cancellation cancellation = new Cancellation();
    opened.push(Interruption.cancels(cancellation, patience));
    return cancellation;
  }

  /**
   * A command line for the user to run: with the home of this one, if that was named.
   *
   * @param words all behind the program's name
   */
  String command(String words) {
    Path named = options.home;
    if (named == null) {
      return "pinakes " + words;
    }
    return "pinakes " + words + " --home " + ShellWord.of(named.toString());
  }

  /** The command line that this process was given, to be run once more. */
  String again() {
    return again;
  }

  /** What failures mean in this home. */
  Verdicts verdicts() {
    return new Verdicts(home(), this::command);
  }

  /** Has something closed when the command ends. */
  <T extends AutoCloseable> T closing(T open) {
    opened.push(open);
    return open;
  }

  /** A line for the person, on standard error, unless they asked for quiet. */
  void note(String line) {
    if (!options.quiet) {
      err.println(line);
    }
  }

  /** Prints one JSON document, the only thing on standard output. */
  void print(ObjectNode document) {
    Json.print(document, terminal.out());
  }

  /** Closes the bank and all that was opened over it, so that the next use opens it anew. */
  void closeBank() {
    closeAll();
    bank = null;
    questions = null;
  }

  @Override
  public void close() {
    out.flush();
    err.flush();
    closeAll();
    out.flush();
    err.flush();
  }

  private void closeAll() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        err.println("pinakes: while closing: " + e.getMessage());
      }
    }
  }
}
