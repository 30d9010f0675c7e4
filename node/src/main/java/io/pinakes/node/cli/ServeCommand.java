package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.node.client.NodeFile;
import io.pinakes.node.logging.LogFormat;
import io.pinakes.node.peer.NodeKey;
import io.pinakes.query.Answerer;
import io.pinakes.query.Searcher;
import io.pinakes.query.blocks.Works;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.http.Problems;
import io.pinakes.query.http.Surface;
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
import io.pinakes.query.http.trace.OtlpTraces;
import io.pinakes.query.http.trace.TracedGenerator;
import io.pinakes.query.http.trace.Traces;
import io.pinakes.query.http.vertx.ListenException;
import io.pinakes.query.http.vertx.NodeServer;
import io.pinakes.query.http.vertx.ServeOptions;
import io.pinakes.query.jobs.BankTasks;
import io.pinakes.query.jobs.Jobs;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pinakes serve}: the home as a service, until it is told to end. */
@Command(
    name = "serve",
    description = {
      "Serve this home on this machine over HTTP, until Ctrl-C: search, ask, documents and jobs.",
      "",
      "  pinakes serve                           at http://127.0.0.1:7070",
      "  pinakes serve --listen 127.0.0.1:0      at any port that is free; it is printed",
      "  pinakes serve --listen 0.0.0.0:7070     for other machines too: all need the token then",
      "",
      "While it runs it is the home's one writer. Whatever changes the home needs the token, which",
      "is in the file [token] of the home. Stopped, it ends what is under way; jobs go on when it",
      "is started again.",
      "",
      "  pinakes serve --gateway                 what is public as an IPFS gateway, too",
      "  pinakes serve --mcp-writes --mcp-folder ~/papers    assistants may change the home, too",
      ""
    })
final class ServeCommand implements Callable<Integer> {
  /** Requests have five seconds to end, jobs ten; supervisors kill after ten or more. */
  private static final Duration STOP = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final Session session;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where to listen; port 0 for any (default: $PINAKES_LISTEN, a setting, else "
              + ServeOptions.LISTEN
              + ").")
  private @Nullable String listen;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description =
          "A name under which browsers may ask for it, beside addresses and localhost; may be given"
              + " several times.")
  private @Nullable List<String> hostNames;

  @Option(
      names = "--trace-endpoint",
      paramLabel = "URL",
      description =
          "Send traces of requests to this collector (OTLP over HTTP), without what was asked or"
              + " read (default: $PINAKES_TRACE_ENDPOINT, a setting, else nowhere).")
  private @Nullable String traceEndpoint;

  @Option(
      names = "--mcp-writes",
      description =
          "Let assistants at /mcp that show the token take folders up and documents out (default:"
              + " $PINAKES_MCP_WRITES, a setting, else not).")
  private @Nullable Boolean mcpWrites;

  @Option(
      names = "--mcp-folder",
      paramLabel = "DIR",
      description =
          "Let them ingest this folder and those in it only; may be given several times (default:"
              + " $PINAKES_MCP_FOLDERS, a setting, else any).")
  private @Nullable List<Path> mcpFolders;

  @Mixin private ServedGateway gateway = new ServedGateway();

  @Mixin private LogOptions log = new LogOptions();

  @Mixin private GeneratorOptions generator = new GeneratorOptions();

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    LogFormat form = log.apply(session);
    ServeOptions options =
        options(
            session.setting(KnownSettings.LISTEN, listen, text -> text, ServeOptions.LISTEN),
            new LinkedHashSet<>(
                session.setting(
                    KnownSettings.HOST_NAME, hostNames, KnownSettings::names, List.of())));
    Cancellation cancellation = session.cancellation(STOP);
    Bank bank = session.writableBank();
    Token token = Token.ensure(bank.home().root(), new SecureRandom());
    // Who asks for it beside this process could not make it.
    NodeKey.make(bank.home().root());
    Contract contract = Contract.load();
    Identity identity = new Identity(token);
    Searcher searcher = session.searcher();
    Verdicts verdicts = session.verdicts();
    Works works = new Works(ExternalKubo.token(session.environment()));
    try (Traces traces = traces();
        KuboKeeper keeper = KuboKeeper.of(session, bank.store(), works.kuboSync());
        NodeMetrics metrics = new NodeMetrics();
        Jobs jobs =
            Jobs.open(new BankTasks(bank, works), bank.store(), verdicts, InstantSource.system())) {
      Answerer answerer =
          session.answerer(
              generator, g -> traces.equals(Traces.NONE) ? g : TracedGenerator.of(g, traces));
      Desk desk = new Desk(bank, searcher, answerer, jobs, verdicts, metrics, traces);
      Gate gate = new Gate(options.hostNames(), token, options.wide());
      List<Surface> surfaces =
          List.of(
              new ApiSurface(desk, identity, contract, options.limits().heartbeat()),
              new OpenAiSurface(
                  desk, session.embedders(), session.sentences(), contract, InstantSource.system()),
              new McpSurface(desk, ProgramVersion.current(), changes(token)),
              new DocsSurface(contract),
              new ConsoleSurface(),
              new OpsSurface(checks(bank), metrics, contract, gate));
      try (ServedGateway.Started served = gateway.start(session, bank.store());
          NodeServer server = start(options, surfaces, gate, metrics, traces)) {
        identity.listensAt(server.uri());
        keeper.begin();
        serve(server, served, options, cancellation, form);
        // So that jobs stop while requests end.
        jobs.stop();
      }
    }
    return ExitCode.INTERRUPTED;
  }

  /** What a file or variable says was looked at, so that only the option can be wrong. */
  private static ServeOptions options(String listen, Set<String> hostNames) {
    try {
      return ServeOptions.parse(listen, hostNames);
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.USAGE,
          "--listen [" + listen + "]: " + e.getMessage(),
          "Give an address and a port: --listen " + ServeOptions.LISTEN,
          e);
    }
  }

  private Optional<McpSurface.Changes> changes(Token token) {
    AssistantRights rights = AssistantRights.of(session, mcpWrites, mcpFolders);
    return rights.writes()
        ? Optional.of(new McpSurface.Changes(token, rights.folders()))
        : Optional.empty();
  }

  /** A collector only if one was named: its library is not even loaded otherwise. */
  private Traces traces() {
    String named = session.setting(KnownSettings.TRACE_ENDPOINT, traceEndpoint, text -> text, "");
    return named.isBlank()
        ? Traces.NONE
        : OtlpTraces.to(Endpoint.parse(named), ProgramVersion.current());
  }

  private void serve(
      NodeServer server,
      ServedGateway.Started served,
      ServeOptions options,
      Cancellation cancellation,
      LogFormat form)
      throws Exception {
    try (Closeable file =
        NodeFile.write(session.home(), server.uri(), served.uri(), session.limit())) {
      announce(server, served, options);
      LOG.atInfo().addKeyValue("url", server.uri()).log("serving");
      cancellation.await();
      if (form == LogFormat.text) {
        session.note("Stopping.");
      }
      LOG.atInfo().addKeyValue("url", server.uri()).log("stopping");
      LOG.debug("taking away {}", file);
    }
  }

  private NodeServer start(
      ServeOptions options, List<Surface> surfaces, Gate gate, NodeMetrics metrics, Traces traces)
      throws IOException {
    try {
      return NodeServer.start(
          options, surfaces, gate, new Problems(session.verdicts()), metrics, traces);
    } catch (ListenException e) {
      throw new CliException(
          e.taken() ? ExitCode.CONFLICT : ExitCode.FAILURE,
          String.valueOf(e.getMessage()),
          e.taken()
              ? "Stop what listens there, or use another port: "
                  + session.command("serve --listen " + options.host() + ":0")
              : "Name an address of this machine: --listen HOST:PORT");
    }
  }

  private void announce(NodeServer server, ServedGateway.Started served, ServeOptions options)
      throws IOException {
    String file = Token.file(session.home()).toString();
    List<URI> addresses = ServedAddresses.of(server.uri());
    if (session.json()) {
      ObjectNode document =
          Json.document("pinakes.serve/1")
              .put("url", addresses.getFirst().toString())
              .put("token_file", file)
              .put("open_to_network", options.wide())
              .put("pid", ProcessHandle.current().pid());
      served.uri().ifPresent(uri -> document.put("gateway", uri.toString()));
      ArrayNode urls = document.putArray("urls");
      addresses.forEach(address -> urls.add(address.toString()));
      Json.printLine(document, session.terminal().out());
      return;
    }
    PrintWriter out = session.outWriter();
    out.println("serving " + session.home() + " at " + addresses.getFirst());
    addresses.stream().skip(1).forEach(more -> out.println("  for other machines: " + more));
    out.println("token for changes in " + file);
    served.uri().ifPresent(uri -> out.println("gateway at " + uri + "/ipfs/"));
    if (options.wide()) {
      session.note(
          session.style().yellow("warning: ")
              + "other machines can reach this port, and nothing on the way is encrypted; every"
              + " request needs the token.");
    }
    out.flush();
  }

  private static List<Check> checks(Bank bank) {
    return List.of(
        new Check() {
          @Override
          public String name() {
            return "store";
          }

          @Override
          public String look() throws IOException {
            // Open files outlive a folder that was removed.
            Home.requireThere(bank.home().root());
            return Figures.count(bank.datasets().size(), "dataset");
          }
        });
  }
}
