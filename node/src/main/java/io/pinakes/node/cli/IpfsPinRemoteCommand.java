package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ipfs.http.client.ClientLimits;
import io.pinakes.ipfs.http.client.GatewayClient;
import io.pinakes.ipfs.http.client.PinningClient;
import io.pinakes.ipfs.http.client.PinningException;
import io.pinakes.query.blocks.IpfsPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes ipfs pin remote}: content that a pinning service keeps. */
@Command(
    name = "remote",
    description = {
      "Have a pinning service keep content, see what it keeps, or have it stop.",
      "",
      "Its token is in a file, or in $PINAKES_PINNING_TOKEN.",
      "",
      "  pinakes ipfs pin remote add bafybei... --service URL --token-file token --name papers",
      "  pinakes ipfs pin remote ls --service URL --token-file token",
      "  pinakes ipfs pin remote rm REQUEST --service URL --token-file token",
      ""
    })
final class IpfsPinRemoteCommand {
  private static final String TOKEN = "PINAKES_PINNING_TOKEN";
  private static final String ALL = "queued,pinning,pinned,failed";
  private static final long LOOK_MILLIS = 500;

  private final Session session;

  IpfsPinRemoteCommand(Session session) {
    this.session = session;
  }

  /** Which service. */
  static final class Service {
    @Option(
        names = "--service",
        required = true,
        paramLabel = "URL",
        description = "The service's address, below which /pins is.")
    private URI service = URI.create("http://127.0.0.1");

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        description = "A file with its token (default: $PINAKES_PINNING_TOKEN).")
    private @Nullable Path file;

    PinningClient client(Session session) throws IOException {
      String token =
          file == null
              ? session.environment().getOrDefault(TOKEN, "")
              : Files.readString(file).strip();
      if (token.isEmpty()) {
        throw new CliException(
            ExitCode.USAGE, "the service asks for a token", "Name its file: --token-file FILE");
      }
      return session.closing(new GatewayClient(ClientLimits.DEFAULT)).pinning(service, token);
    }
  }

  @Command(
      name = "add",
      description = {
        "Have it keep a root and all below it, and wait until it does.",
        "",
        "  pinakes ipfs pin remote add bafybei... --service URL --token-file token",
        ""
      })
  int add(
      @Parameters(paramLabel = "CID|PATH") String path,
      @Mixin Service service,
      @Option(names = "--name", defaultValue = "", description = "What it is kept for.")
          String name,
      @Option(
              names = "--origin",
              paramLabel = "ADDR",
              description = "An address that has it, for the service; may be repeated.")
          List<String> origins,
      @Option(names = "--background", description = "Do not wait.") boolean background)
      throws IOException, InterruptedException {
    Cancellation cancellation = session.cancellation();
    PinningClient client = service.client(session);
    Cid cid = IpfsPath.parse(path).root();
    try {
      PinningClient.Status status = client.add(cid, name, origins == null ? List.of() : origins);
      while (!background && !status.isSettled() && !cancellation.isCancelled()) {
        Thread.sleep(LOOK_MILLIS);
        status = client.get(status.id());
      }
      tell("pinakes.ipfs-pin-remote-add/1", List.of(status));
      return status.status().equals("failed") ? ExitCode.FAILURE : ExitCode.OK;
    } catch (PinningException e) {
      throw refused(e);
    }
  }

  @Command(
      name = "ls",
      description = {
        "List what it was asked to keep, the newest first.",
        "",
        "  pinakes ipfs pin remote ls --service URL --token-file token --status failed",
        ""
      })
  int list(
      @Mixin Service service,
      @Option(
              names = "--status",
              defaultValue = ALL,
              split = ",",
              description = "Of these states only (default: all).")
          List<String> states)
      throws IOException {
    try {
      tell("pinakes.ipfs-pin-remote-ls/1", service.client(session).list(states, List.of()));
      return ExitCode.OK;
    } catch (PinningException e) {
      throw refused(e);
    }
  }

  @Command(
      name = "rm",
      description = {
        "Have it stop keeping what was asked for by these requests.",
        "",
        "  pinakes ipfs pin remote rm REQUEST --service URL --token-file token",
        ""
      })
  int remove(
      @Parameters(arity = "1..*", paramLabel = "REQUEST") List<String> ids, @Mixin Service service)
      throws IOException {
    PinningClient client = service.client(session);
    List<PinningClient.Status> gone = new ArrayList<>();
    try {
      for (String id : ids) {
        gone.add(client.get(id));
        client.remove(id);
      }
    } catch (PinningException e) {
      throw refused(e);
    }
    tell("pinakes.ipfs-pin-remote-rm/1", gone);
    return ExitCode.OK;
  }

  private static CliException refused(PinningException e) {
    return new CliException(
        e.status() == 404 ? ExitCode.NOT_FOUND : ExitCode.FAILURE,
        Printable.line(String.valueOf(e.getMessage())),
        e.status() == 401 || e.status() == 403 ? "Look at its token." : "",
        e);
  }

  private void tell(String schema, List<PinningClient.Status> all) {
    ObjectNode document = Json.document(schema);
    ArrayNode pins = document.putArray("pins");
    for (PinningClient.Status each : all) {
      pins.addObject()
          .put("request", each.id())
          .put("cid", each.cid().toString())
          .put("name", each.name())
          .put("status", each.status())
          .put("created", each.created())
          .put("details", each.details());
      if (!session.json()) {
        String words = Optional.of(each.name() + " " + each.details()).map(String::strip).get();
        session
            .outWriter()
            .printf(
                Locale.ROOT,
                "%s  %-7s %s  %s%n",
                Printable.line(each.id()),
                Printable.line(each.status()),
                each.cid(),
                Printable.line(words));
      }
    }
    if (session.json()) {
      session.print(document);
    }
  }
}
