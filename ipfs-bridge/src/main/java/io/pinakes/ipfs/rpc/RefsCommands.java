package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.scratch.MarkedSet;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** {@code refs} and {@code refs/local}. */
final class RefsCommands {
  private final RpcHome home;
  private final Arguments arguments;

  RefsCommands(RpcHome home) {
    this.home = home;
    this.arguments = new Arguments(home);
  }

  /** What a block links to; with {@code recursive} what that links to, and so on. */
  ApiAnswer refs(ApiRequest request) throws IOException {
    boolean recursive = request.query().flag("recursive", false);
    String depth = request.query().find("max-depth").orElse("-1");
    if (!depth.matches("-1|[0-9]{1,9}")) {
      throw new IllegalArgumentException("option [max-depth=" + depth + "] is no number");
    }
    int deep = Integer.parseInt(depth);
    List<Cid> roots = new ArrayList<>();
    for (String argument : Arguments.all(request)) {
      roots.add(arguments.block(argument));
    }
    String format =
        request.query().flag("edges", false)
            ? "<src> -> <dst>"
            : request.query().find("format").orElse("<dst>");
    Refs refs =
        new Refs(
            format,
            request.query().flag("unique", false),
            recursive ? (deep < 0 ? Integer.MAX_VALUE : deep) : 1);
    return Replies.lines(
        lines -> {
          for (Cid root : roots) {
            refs.walk(root, lines);
          }
        });
  }

  /** One way down, a level of it. */
  private record Level(Cid from, Iterator<Cid> links) {}

  private final class Refs {
    private final String format;
    private final boolean unique;
    private final int depth;
    private final MarkedSet told = new MarkedSet(home.store().blocks().scratch());

    /** What has been gone below of, whatever its depth, for who sets no limit to that. */
    private final MarkedSet below = new MarkedSet(home.store().blocks().scratch());

    /**
     * The same by the depth at which, for who does: below a block that was met as far up or further
     * there is nothing new. Else a graph of a few blocks has more ways than can be gone.
     */
    private final List<MarkedSet> belowAt = new ArrayList<>();

    Refs(String format, boolean unique, int depth) {
      this.format = format;
      this.unique = unique;
      this.depth = depth;
    }

    void walk(Cid root, Replies.Lines lines) throws IOException {
      ArrayDeque<Level> way = new ArrayDeque<>();
      if (depth > 0) {
        way.push(new Level(root, links(root)));
      }
      while (!way.isEmpty()) {
        Level level = way.peek();
        if (!level.links.hasNext()) {
          way.pop();
          continue;
        }
        Cid to = level.links.next();
        if (told.add(to) || !unique) {
          String text =
              format
                  .replace("<src>", level.from.toString())
                  .replace("<dst>", to.toString())
                  .replace("<linkname>", "");
          lines.line(MapNode.builder().put("Ref", text).put("Err", "").build());
        }
        if (way.size() < depth && isNewBelow(to, way.size())) {
          requireWanted();
          way.push(new Level(to, links(to)));
        }
      }
    }

    private boolean isNewBelow(Cid to, int level) {
      if (depth == Integer.MAX_VALUE) {
        return below.add(to);
      }
      if (!unique) {
        // Each way is told of, and costs its reader as much as us.
        return true;
      }
      while (belowAt.size() < level) {
        belowAt.add(new MarkedSet(home.store().blocks().scratch()));
      }
      for (MarkedSet further : belowAt.subList(0, level)) {
        if (further.contains(to)) {
          return false;
        }
      }
      return belowAt.get(level - 1).add(to);
    }

    /** Where nothing is said for long, nothing else tells that the caller has gone. */
    private static void requireWanted() throws InterruptedIOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("nobody waits for the answer any more");
      }
    }

    private Iterator<Cid> links(Cid cid) throws IOException {
      byte[] bytes =
          home.store().blocks().get(cid).orElseThrow(() -> new MissingBlockException(cid));
      return Links.of(cid, bytes).iterator();
    }
  }

  /** Every block here, by its hash: raw, as Kubo has it, since a block has no codec of its own. */
  ApiAnswer local(ApiRequest request) {
    return Replies.lines(
        lines ->
            home.store()
                .blocks()
                .list(
                    (cid, size) -> {
                      lines.line(
                          MapNode.builder().put("Ref", cid.toString()).put("Err", "").build());
                      return true;
                    }));
  }
}
