package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.car.ImportReport;
import io.pinakes.datasets.car.PullListener;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.Remote;
import io.pinakes.ipfs.http.client.ClientLimits;
import io.pinakes.ipfs.http.client.GatewayClient;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.names.NameResolver;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes dataset pull}: a dataset from gateways, none of which is believed. */
@Command(
    name = "pull",
    description = {
      "Fetch a dataset from gateways or a Kubo, none of which is trusted.",
      "",
      "Every block is verified, nothing is embedded. Name it by its name, by its head, or by its",
      "manifest and, if it is signed, its head. Interrupted, it goes on where it was.",
      "",
      "  pinakes dataset pull k51qzi5uqu5d... --gateway http://127.0.0.1:8080",
      "  pinakes dataset pull k51qzi5uqu5d... --kubo /ip4/127.0.0.1/tcp/5001",
      "  pinakes dataset pull bafyreim... bafyreih... -g http://127.0.0.1:8080 -g http://10.0.0.7",
      ""
    })
final class DatasetPullCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "1..2", paramLabel = "NAME|CID")
  private List<String> roots = new ArrayList<>();

  @Mixin private FetchOptions from = new FetchOptions();

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it here.")
  private @Nullable String name;

  @Mixin private BlockProgress.Options progress = new BlockProgress.Options();

  DatasetPullCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    GatewayClient client = session.closing(new GatewayClient(ClientLimits.DEFAULT));
    List<Cid> cids = new ArrayList<>();
    for (String root : roots) {
      Optional<PeerId> key = key(root);
      cids.add(key.isPresent() ? resolved(client, key.get()) : IpfsPath.parse(root).root());
    }
    try (BlockProgress view = progress.view(session, "pull", 0)) {
      Remote remote =
          new Remote(
              from.sources(session, client, cids.getLast()), FetchLimits.DEFAULT, view::moved);
      ImportReport report =
          session
              .writableBank()
              .pull(
                  cids,
                  remote,
                  Optional.ofNullable(name),
                  new Told(session, view),
                  ProgressListener.NONE);
      view.clear();
      ObjectNode document = ReportJson.imported(report);
      GatewayReports.tell(session, remote.report(), document);
      return DatasetCommand.tell(session, document);
    } catch (MissingBlockException e) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "none of the gateways that are left has block [" + e.cid() + "]",
          "Name another; what was fetched is kept.");
    }
  }

  /** The key that a text names, if it is no CID of content. */
  private static Optional<PeerId> key(String text) {
    String bare = text.replaceFirst("^(/ipns/|ipns://)", "");
    try {
      boolean base58 = bare.startsWith("12D3") || bare.startsWith("16Ui");
      return base58 || Cid.parse(bare).codec() == Multicodec.LIBP2P_KEY
          ? Optional.of(PeerId.parse(bare))
          : Optional.empty();
    } catch (MultiformatException e) {
      return Optional.empty();
    }
  }

  private Cid resolved(GatewayClient client, PeerId key) throws IOException {
    NameResolver resolver = new NameResolver(from.records(session, client), InstantSource.system());
    IpnsRecord record =
        resolver
            .resolve(key)
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.NOT_FOUND,
                        "none of the gateways knows the name [" + key.toName() + "]",
                        "Name another, or the dataset by its root."));
    return IpfsPath.parse(record.data().value()).root();
  }

  /** Says once from when on the dataset answers, and hands totals on. */
  private static final class Told implements PullListener {
    private final Session session;
    private final BlockProgress view;
    private boolean said;

    Told(Session session, BlockProgress view) {
      this.session = session;
      this.view = view;
    }

    @Override
    public void expects(long bytes) {
      view.expect(bytes);
    }

    @Override
    public void searchable(String dataset, long passages, long of) {
      if (!said) {
        said = true;
        view.clear();
        session.note(
            dataset
                + " can be searched while the rest comes: "
                + Figures.count(passages)
                + " of "
                + Figures.count(of, "passage"));
      }
    }
  }
}
