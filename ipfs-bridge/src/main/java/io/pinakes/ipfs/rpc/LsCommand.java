package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.Utf8;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsEntry;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import io.pinakes.ipfs.unixfs.UnixFsSymlink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** {@code ls}: folders' entries, each with its kind and size, none of them gathered in memory. */
final class LsCommand implements RpcCommand {
  /** The numbers of UnixFS's kinds. */
  private static final int FOLDER = 1;

  private static final int FILE = 2;
  private static final int SYMLINK = 4;

  private final RpcHome home;
  private final Arguments arguments;

  LsCommand(RpcHome home) {
    this.home = home;
    this.arguments = new Arguments(home);
  }

  @Override
  public ApiAnswer answer(ApiRequest request) throws IOException {
    Map<String, Cid> asked = new LinkedHashMap<>();
    for (String argument : Arguments.all(request)) {
      asked.put(argument, arguments.block(argument));
    }
    boolean look = request.query().flag("resolve-type", true) || request.query().flag("size", true);
    if (request.query().flag("stream", false)) {
      return Replies.lines(lines -> stream(asked, look, lines));
    }
    return Replies.stream("application/json", out -> whole(asked, look, out));
  }

  /** Takes links one by one. */
  private interface Links {
    void link(MapNode link) throws IOException;
  }

  private void stream(Map<String, Cid> asked, boolean look, Replies.Lines lines)
      throws IOException {
    for (Map.Entry<String, Cid> each : asked.entrySet()) {
      links(
          each.getValue(),
          look,
          link -> {
            MapNode object =
                MapNode.builder()
                    .put("Hash", each.getKey())
                    .put("Links", new ListNode(List.of(link)))
                    .build();
            lines.line(MapNode.builder().put("Objects", new ListNode(List.of(object))).build());
          });
    }
  }

  private void whole(Map<String, Cid> asked, boolean look, OutputStream out) throws IOException {
    String before = "{\"Objects\":[";
    for (Map.Entry<String, Cid> each : asked.entrySet()) {
      Replies.text(out, before + "{\"Hash\":" + quoted(each.getKey()) + ",\"Links\":[");
      boolean[] first = {true};
      links(
          each.getValue(),
          look,
          link -> {
            out.write((first[0] ? "" : ",").getBytes(StandardCharsets.UTF_8));
            out.write(DagJson.STRICT.encode(link));
            first[0] = false;
          });
      Replies.text(out, "]}");
      before = ",";
    }
    Replies.text(out, "]}\n");
  }

  private static String quoted(String text) {
    return new String(DagJson.STRICT.encode(Node.of(text)), StandardCharsets.UTF_8);
  }

  private void links(Cid root, boolean look, Links links) throws IOException {
    if (new UnixFsReader(home.store().blocks()).open(root) instanceof UnixFsDirectory folder) {
      folder.list(
          entry -> {
            links.link(link(entry, look));
            return true;
          });
    }
  }

  private MapNode link(UnixFsEntry entry, boolean look) throws IOException {
    int type = 0;
    long size = entry.treeBytes().orElse(0);
    String target = "";
    boolean raw = entry.cid().codec() == Multicodec.RAW;
    if (look && raw && entry.cid().hash().code() != Multihash.IDENTITY) {
      OptionalLong stored = home.store().blocks().size(entry.cid());
      if (stored.isEmpty()) {
        throw new MissingBlockException(entry.cid());
      }
      type = FILE;
      size = stored.getAsLong();
    } else if (look) {
      UnixFsNode node = new UnixFsReader(home.store().blocks()).open(entry.cid());
      switch (node) {
        case UnixFsFile file -> {
          type = FILE;
          size = file.size();
        }
        case UnixFsDirectory folder -> {
          type = FOLDER;
          size = 0;
        }
        case UnixFsSymlink link -> {
          type = SYMLINK;
          target = link.target();
          size = Utf8.encode(target).length;
        }
      }
    }
    return MapNode.builder()
        .put("Name", entry.name())
        .put("Hash", entry.cid().toString())
        .put("Size", size)
        .put("Type", type)
        .put("Target", target)
        .build();
  }
}
