package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.Multipart;
import io.pinakes.ipfs.api.Parameters;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcOptions;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.StoreLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code block put|get|stat|rm}. */
final class BlockCommands {
  private static final int MIB = 1 << 20;

  private final RpcHome home;
  private final Arguments arguments;

  BlockCommands(RpcHome home) {
    this.home = home;
    this.arguments = new Arguments(home);
  }

  ApiAnswer put(ApiRequest request) throws IOException {
    Parameters query = request.query();
    Naming naming = Naming.ofBlock(query);
    boolean pin = query.flag("pin", false);
    int most = query.flag("allow-big-block", false) ? StoreLimits.MAX_BLOCK_BYTES : 2 * MIB;
    Multipart parts = Multipart.of(request);
    return Replies.promptLines(
        lines -> {
          for (Optional<Multipart.Part> part = parts.next();
              part.isPresent();
              part = parts.next()) {
            byte[] bytes = part.get().content().readNBytes(most + 1);
            if (bytes.length > most) {
              throw new RpcException("produced block is over [" + most + "] bytes");
            }
            Block block = naming.name(bytes);
            keep(block, pin);
            lines.line(
                MapNode.builder()
                    .put("Key", block.cid().toString())
                    .put("Size", block.size())
                    .build());
          }
        });
  }

  private void keep(Block block, boolean pin) throws IOException {
    try (Lease lease = home.store().lease()) {
      var batch = lease.batch();
      batch.putBlock(block);
      if (pin) {
        new Pins(home.store()).add(batch, new Pin(block.cid(), Pin.Kind.RECURSIVE, ""));
      }
      batch.commit(Durability.SYNCED);
    }
  }

  ApiAnswer get(ApiRequest request) throws IOException {
    Cid cid = arguments.block(Arguments.one(request));
    byte[] bytes = home.store().blocks().get(cid).orElseThrow(() -> new MissingBlockException(cid));
    return Replies.bytes("application/vnd.ipld.raw", out -> out.write(bytes));
  }

  ApiAnswer stat(ApiRequest request) throws IOException {
    Cid cid = arguments.block(Arguments.one(request));
    OptionalLong size =
        cid.hash().code() == Multihash.IDENTITY
            ? OptionalLong.of(cid.hash().digest().length)
            : home.store().blocks().size(cid);
    if (size.isEmpty()) {
      throw new MissingBlockException(cid);
    }
    return Replies.one(
        MapNode.builder().put("Key", cid.toString()).put("Size", size.getAsLong()).build());
  }

  /** Removes blocks that neither a pin, nor a version of a dataset, nor a running job needs. */
  ApiAnswer remove(ApiRequest request) throws IOException {
    boolean force = request.query().flag("force", false);
    boolean quiet = request.query().flag("quiet", false);
    List<Cid> asked = new ArrayList<>();
    for (String argument : Arguments.all(request)) {
      asked.add(Arguments.cid(argument));
    }
    Map<Cid, String> refused = new LinkedHashMap<>();
    List<Multihash> there = new ArrayList<>();
    for (Cid cid : asked) {
      if (home.store().blocks().has(cid)) {
        there.add(cid.hash());
      } else if (!force) {
        refused.put(cid, Replies.words(new MissingBlockException(cid)));
      }
    }
    Map<Multihash, String> kept =
        there.isEmpty()
            ? Map.of()
            : new Gc(home.store(), GcOptions.DEFAULTS).remove(home.roots(), there);
    return Replies.lines(
        lines -> {
          for (Cid cid : asked) {
            String why = kept.get(cid.hash());
            String error = why == null ? refused.getOrDefault(cid, "") : "pinned: " + why;
            if (!quiet || !error.isEmpty()) {
              MapNode.Builder line = MapNode.builder().put("Hash", cid.toString());
              if (!error.isEmpty()) {
                line.put("Error", error);
              }
              lines.line(line.build());
            }
          }
        });
  }
}
