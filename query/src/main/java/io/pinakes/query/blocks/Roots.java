package io.pinakes.query.blocks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ipfs.fetch.FetchListener;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.query.json.Json;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is kept: pins put and taken, nodes put, all by the commands of the RPC. */
final class Roots {
  private Roots() {}

  /**
   * A root and all below it: {@code pinakes.ipfs-pin-add/1}.
   *
   * @param from gateways that have what is missing here; empty for none
   */
  static Work pin(String path, String name, List<URI> from) {
    return (bank, listener, cancellation) -> {
      WorkListener heeded = BreakOff.heeding(cancellation, listener);
      ObjectNode document = Json.document("pinakes.ipfs-pin-add/1");
      ArrayNode pinned = document.putArray("pinned");
      try (Sources sources = new Sources(new Sources.Named(from, List.of(), List.of(), ""))) {
        Completer completer = from.isEmpty() ? Completer.NONE : completer(sources, cancellation);
        new LocalRpc(bank, completer)
            .objects(
                "pin/add",
                LocalRpc.query("arg", path, "name", name, "progress", "true"),
                line -> {
                  line.path("Pins").forEach(cid -> pinned.add(cid.asText()));
                  if (line.has("Progress")) {
                    heeded.moved(line.get("Progress").asLong(), line.path("Bytes").asLong());
                  }
                });
      }
      return document;
    };
  }

  private static Completer completer(Sources sources, Cancellation cancellation) {
    return (root, into) -> {
      try (Sources.Pulling pulling = sources.open(root, FetchListener.NONE, cancellation)) {
        pulling.remote().complete(root, into);
      }
    };
  }

  /** No longer: {@code pinakes.ipfs-pin-rm/1}. What is a public root is kept for that, and said. */
  static Work unpin(String path) {
    return (bank, listener, cancellation) -> {
      ObjectNode document = Json.document("pinakes.ipfs-pin-rm/1");
      ArrayNode unpinned = document.putArray("unpinned");
      new LocalRpc(bank, Completer.NONE)
          .objects(
              "pin/rm",
              LocalRpc.query("arg", path),
              line -> line.path("Pins").forEach(cid -> unpinned.add(cid.asText())));
      List<String> gone = new ArrayList<>();
      unpinned.forEach(cid -> gone.add(cid.asText()));
      ArrayNode open = document.putArray("public");
      PublicRoots.among(bank, gone).forEach(open::add);
      return document;
    };
  }

  /** A node that is written as dag-json, kept as dag-cbor: {@code pinakes.ipfs-dag-put/1}. */
  static Work node(Path file) {
    return (bank, listener, cancellation) -> {
      ObjectNode document = Json.document("pinakes.ipfs-dag-put/1");
      try (InputStream in = Files.newInputStream(file)) {
        new LocalRpc(bank, Completer.NONE)
            .objects(
                "dag/put",
                LocalRpc.query("pin", "true"),
                LocalRpc.form(in),
                line -> document.put("cid", line.at("/Cid/~1").asText()));
      }
      return document;
    };
  }
}
