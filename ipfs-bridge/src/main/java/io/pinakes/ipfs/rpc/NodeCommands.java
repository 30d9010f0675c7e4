package io.pinakes.ipfs.rpc;

import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.store.StoreUsage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** {@code id}, {@code version} and {@code repo stat|gc}. */
final class NodeCommands {
  private final RpcHome home;

  NodeCommands(RpcHome home) {
    this.home = home;
  }

  /** Who this node is. It speaks HTTP, so it has no address of libp2p to tell. */
  ApiAnswer id(ApiRequest request) {
    PublicKey key = home.key().get();
    String id = key.peerId().toString();
    for (String argument : request.query().all("arg")) {
      if (!argument.equals(id)) {
        throw new IllegalArgumentException("only this node itself is known here");
      }
    }
    return Replies.one(
        MapNode.builder()
            .put("ID", id)
            .put("PublicKey", Base64.getEncoder().encodeToString(key.toProtobuf()))
            .put("Addresses", ListNode.ofTexts(List.of()))
            .put("AgentVersion", "pinakes/" + home.version())
            .put("Protocols", ListNode.ofTexts(List.of()))
            .build());
  }

  ApiAnswer version(ApiRequest request) {
    String system =
        System.getProperty("os.arch", "?")
            + "/"
            + System.getProperty("os.name", "?").toLowerCase(Locale.ROOT);
    return Replies.one(
        MapNode.builder()
            .put("Version", home.version())
            .put("Commit", "")
            .put("Repo", "0")
            .put("System", system)
            .put("Golang", "")
            .build());
  }

  ApiAnswer repoStat(ApiRequest request) throws IOException {
    StoreUsage usage = home.store().upkeep().usage();
    MapNode.Builder stat = MapNode.builder().put("NumObjects", usage.blocks());
    stat.put("RepoSize", home.store().upkeep().diskBytes())
        .put("StorageMax", usage.quotaBytes())
        .put("RepoPath", home.folder().toString())
        .put("Version", "pinakes");
    return Replies.one(stat.build());
  }

  ApiAnswer repoGc(ApiRequest request) {
    boolean silent = request.query().flag("silent", false);
    return Replies.lines(
        lines -> {
          ArrayDeque<IOException> failed = new ArrayDeque<>();
          home.collector()
              .collect(
                  hash -> {
                    if (silent || !failed.isEmpty()) {
                      return;
                    }
                    try {
                      lines.line(
                          MapNode.builder().put("Key", Cid.v1(Multicodec.RAW, hash)).build());
                    } catch (IOException e) {
                      // Whoever asked went away: what was begun is brought to its end.
                      failed.add(e);
                    }
                  });
          if (!failed.isEmpty()) {
            throw failed.getFirst();
          }
        });
  }
}
