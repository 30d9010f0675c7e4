package io.pinakes.query.blocks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.car.ImportReport;
import io.pinakes.datasets.car.PullListener;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.fetch.FetchReport;
import io.pinakes.ipfs.fetch.Follow;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.names.NameResolver;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.WorkException;
import io.pinakes.query.json.Json;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Graphs and datasets from whoever has them, none of whom is believed. */
final class Pulls {
  private Pulls() {}

  /** All that is below a root, pinned: {@code pinakes.ipfs-pull/1}. */
  static Work graph(Cid root, Sources.Named from) {
    return (bank, listener, cancellation) -> {
      WorkListener heeded = BreakOff.heeding(cancellation, listener);
      ObjectNode document = Json.document("pinakes.ipfs-pull/1").put("cid", root.toString());
      try (Sources sources = new Sources(from);
          Lease lease = bank.store().lease();
          Sources.Pulling pulling = sources.open(root, heeded::moved, cancellation)) {
        pulling.remote().fetch(List.of(root), Follow.NONE, lease.blocks());
        heeded.expects(BlockTotals.of(root, lease.blocks()));
        FetchReport report = pulling.remote().fetch(List.of(root), Follow.ALL, lease.blocks());
        BreakOff.heed(cancellation);
        new Pins(bank.store()).add(new Pin(root, Pin.Kind.RECURSIVE, "ipfs pull"));
        document.put("blocks", report.blocks()).put("bytes", report.bytes());
        tell(report, sources, document);
      } catch (MissingBlockException e) {
        throw missing(e);
      }
      return document;
    };
  }

  /**
   * A dataset: {@code pinakes.dataset-import/1}, and who gave what.
   *
   * @param roots CIDs, or the names of keys
   * @param name what it is to be called here
   */
  static Work dataset(List<String> roots, Optional<String> name, Sources.Named from) {
    return (bank, listener, cancellation) -> {
      try (Sources sources = new Sources(from)) {
        List<Cid> cids = new ArrayList<>();
        for (String root : roots) {
          BreakOff.heed(cancellation);
          Optional<PeerId> key = key(root);
          cids.add(key.isPresent() ? resolved(sources, key.get()) : IpfsPath.parse(root).root());
        }
        return pulled(bank, cids, name, sources, listener, cancellation);
      } catch (MissingBlockException e) {
        throw missing(e);
      }
    };
  }

  private static ObjectNode pulled(
      Bank bank,
      List<Cid> cids,
      Optional<String> name,
      Sources sources,
      WorkListener listener,
      Cancellation cancellation)
      throws IOException {
    WorkListener heeded = BreakOff.heeding(cancellation, listener);
    try (Sources.Pulling pulling = sources.open(cids.getLast(), heeded::moved, cancellation)) {
      ImportReport report =
          bank.pull(cids, pulling.remote(), name, heard(heeded), ProgressListener.NONE);
      ObjectNode document = ReportJson.imported(report);
      tell(pulling.remote().report(), sources, document);
      return document;
    }
  }

  private static PullListener heard(WorkListener listener) {
    return new PullListener() {
      @Override
      public void expects(long bytes) {
        listener.expects(bytes);
      }

      @Override
      public void searchable(String dataset, long passages, long of) {
        listener.searchable(dataset, passages, of);
      }
    };
  }

  /** The key that a text names, if it is no CID of content. */
  static Optional<PeerId> key(String text) {
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

  private static Cid resolved(Sources sources, PeerId key) throws IOException {
    NameResolver resolver = new NameResolver(sources.records(), InstantSource.system());
    IpnsRecord record =
        resolver
            .resolve(key)
            .orElseThrow(
                () ->
                    new WorkException(
                        Kind.NOT_FOUND,
                        "none of the gateways knows the name [" + key.toName() + "]",
                        "Name another, or the dataset by its root."));
    return IpfsPath.parse(record.data().value()).root();
  }

  private static WorkException missing(MissingBlockException e) {
    return new WorkException(
        Kind.NOT_FOUND,
        "none of the gateways that are left has block [" + e.cid() + "]",
        "Name another; what was fetched is kept.");
  }

  /** What each gave, and which of them were given up on, and why; and routers that failed. */
  private static void tell(FetchReport report, Sources sources, ObjectNode document) {
    ArrayNode told = document.putArray("gateways");
    for (FetchReport.Source source : report.sources()) {
      ObjectNode node = told.addObject().put("url", source.name()).put("blocks", source.blocks());
      node.put("bytes", source.bytes()).put("dropped", source.dropped().orElse(""));
    }
    ArrayNode routers = document.putArray("routers");
    sources
        .failedRouters()
        .forEach((url, why) -> routers.addObject().put("url", url).put("failed", why));
  }
}
