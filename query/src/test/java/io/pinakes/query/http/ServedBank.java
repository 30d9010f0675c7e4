package io.pinakes.query.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.Answerer;
import io.pinakes.query.Searcher;
import io.pinakes.query.answer.SupportCheck;
import io.pinakes.query.bank.BankDatasets;
import io.pinakes.query.blocks.Works;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.extractive.ExtractiveGenerator;
import io.pinakes.query.http.api.ApiSurface;
import io.pinakes.query.http.api.Desk;
import io.pinakes.query.http.console.ConsoleSurface;
import io.pinakes.query.http.contract.Contract;
import io.pinakes.query.http.docs.DocsSurface;
import io.pinakes.query.http.guard.Gate;
import io.pinakes.query.http.guard.Identity;
import io.pinakes.query.http.guard.Token;
import io.pinakes.query.http.mcp.McpSurface;
import io.pinakes.query.http.metrics.NodeMetrics;
import io.pinakes.query.http.openai.OpenAiSurface;
import io.pinakes.query.http.ops.Check;
import io.pinakes.query.http.ops.OpsSurface;
import io.pinakes.query.http.trace.TracedGenerator;
import io.pinakes.query.http.trace.Traces;
import io.pinakes.query.http.vertx.NodeServer;
import io.pinakes.query.http.vertx.ServeOptions;
import io.pinakes.query.http.work.LaneLimits;
import io.pinakes.query.jobs.BankTasks;
import io.pinakes.query.jobs.Jobs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A home that is served in this process, with the sample documents in a dataset {@code sample}. */
final class ServedBank implements AutoCloseable {
  static final Path SAMPLE = Path.of("..", "datasets", "sample");
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration LONG = Duration.ofMinutes(30);

  /**
   * The usual, but nobody's time is up because a machine is slow: where a test is about a time, it
   * shortens that one alone.
   */
  static final ServeOptions.Limits PATIENT = patient(ServeOptions.Limits.DEFAULT);

  final Bank bank;
  final Token token;
  final NodeServer server;
  final Jobs jobs;
  final HttpClient client = HttpClient.newHttpClient();
  private final NodeMetrics metrics = new NodeMetrics();
  private final BankDatasets datasets;

  private static ServeOptions.Limits patient(ServeOptions.Limits usual) {
    Map<Lane, LaneLimits> lanes = new EnumMap<>(Lane.class);
    usual
        .lanes()
        .forEach(
            (lane, one) ->
                lanes.put(
                    lane, new LaneLimits(one.width(), one.queue(), LONG, Duration.ofHours(1))));
    return new ServeOptions.Limits(
        usual.maxConnections(),
        usual.maxHeadBytes(),
        LONG,
        LONG,
        LONG,
        usual.heartbeat(),
        LONG,
        lanes);
  }

  /** What a test changes of the usual. */
  record Setting(
      ServeOptions.Limits limits,
      boolean wide,
      Function<Generator, Generator> generator,
      List<Surface> more,
      Traces traces,
      Optional<List<Path>> assistants) {
    static final Setting USUAL =
        new Setting(PATIENT, false, g -> g, List.of(), Traces.NONE, Optional.empty());

    Setting with(ServeOptions.Limits other) {
      return new Setting(other, wide, generator, more, traces, assistants);
    }

    Setting withMore(Surface surface) {
      return new Setting(limits, wide, generator, List.of(surface), traces, assistants);
    }

    Setting with(Function<Generator, Generator> other) {
      return new Setting(limits, wide, other, more, traces, assistants);
    }

    Setting openToNetwork() {
      return new Setting(limits, true, generator, more, traces, assistants);
    }

    Setting with(Traces other) {
      return new Setting(
          limits,
          wide,
          g -> TracedGenerator.of(generator.apply(g), other),
          more,
          other,
          assistants);
    }

    /** Lets assistants write, and ingest what is in these folders. */
    Setting writableBy(Path... folders) {
      return new Setting(limits, wide, generator, more, traces, Optional.of(List.of(folders)));
    }
  }

  /** A check that tells of the home. */
  private static final class Shelf implements Check {
    @Override
    public String name() {
      return "shelf";
    }

    @Override
    public String look() {
      return "a detail of the home";
    }
  }

  private ServedBank(Path home, Setting setting, boolean withSample) throws IOException {
    bank = Bank.open(home, BankOptions.writing(new StandardParts(), "serve test"));
    if (withSample) {
      bank.ingest(IngestRequest.of("sample", SAMPLE.toRealPath()), ProgressListener.NONE);
    }
    datasets = new BankDatasets(bank);
    Embedder embedder = datasets.embedder(bank.models().info(Models.DEFAULT).spec());
    OpenNlpSentences sentences = new OpenNlpSentences();
    Searcher searcher = new Searcher(datasets, datasets);
    Verdicts verdicts = new Verdicts(home, words -> "pinakes " + words);
    Answerer answerer =
        new Answerer(
            searcher,
            setting.generator.apply(new ExtractiveGenerator(embedder, sentences)),
            embedder.tokens(),
            new SupportCheck(sentences),
            new SplittableRandom(1));
    jobs =
        Jobs.open(
            new BankTasks(bank, new Works("")), bank.store(), verdicts, InstantSource.system());
    token = Token.ensure(home, new SecureRandom());
    Contract contract = Contract.load();
    Desk desk = new Desk(bank, searcher, answerer, jobs, verdicts, metrics, setting.traces);
    List<Surface> surfaces = new ArrayList<>(setting.more);
    surfaces.add(new ApiSurface(desk, new Identity(token), contract, Duration.ofMillis(300)));
    surfaces.add(
        new McpSurface(
            desk, "test", setting.assistants.map(in -> new McpSurface.Changes(token, in))));
    surfaces.add(new OpenAiSurface(desk, datasets, sentences, contract, InstantSource.system()));
    surfaces.add(new DocsSurface(contract));
    surfaces.add(new ConsoleSurface());
    Gate gate = new Gate(Set.of("library.example"), token, setting.wide);
    surfaces.add(new OpsSurface(List.of(new Shelf()), metrics, contract, gate));
    server =
        NodeServer.start(
            new ServeOptions("127.0.0.1", 0, Set.of("library.example"), setting.limits),
            surfaces,
            gate,
            new Problems(verdicts),
            metrics,
            setting.traces);
  }

  static ServedBank withSample(Path home, Setting setting) throws IOException {
    return new ServedBank(home, setting, true);
  }

  static ServedBank empty(Path home, Setting setting) throws IOException {
    return new ServedBank(home, setting, false);
  }

  URI at(String path) {
    return URI.create(server.uri() + path);
  }

  HttpRequest.Builder request(String path) {
    // How long a node takes is asserted where it promises something; what hangs ends with its test.
    return HttpRequest.newBuilder(at(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  HttpRequest.Builder posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(posting(path, body));
  }

  /** Begins a job and gives its document. */
  JsonNode begin(String body) throws Exception {
    HttpResponse<String> answer =
        send(posting("/api/v1/jobs", body).header("Authorization", token.header()));
    if (answer.statusCode() != 202) {
      throw new AssertionError(answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    jobs.close();
    datasets.close();
    metrics.close();
    bank.close();
  }
}
