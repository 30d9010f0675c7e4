package io.pinakes.query.blocks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.archive.ArchiveRefusedException;
import io.pinakes.ipfs.archive.Lacking;
import io.pinakes.ipfs.archive.StoreArchives;
import io.pinakes.ipfs.archive.StoreArchives.Carried;
import io.pinakes.ipfs.archive.StoreArchives.Roots;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.car.CarException;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import io.pinakes.ipfs.visibility.Visibility;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.Verdicts;
import io.pinakes.query.failure.WorkException;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Files of the disk that are taken in. */
final class Disk {
  private static final String GOES = " What was read of it goes with the next pinakes gc.";

  private Disk() {}

  /**
   * How a file or folder becomes blocks.
   *
   * @param open whether it is shown to whoever asks
   * @param hidden whether what begins with a dot is taken in, too
   */
  record Adding(UnixFsProfile profile, boolean open, boolean hidden) {
    static UnixFsProfile profile(String name) {
      for (UnixFsProfile known : List.of(UnixFsProfile.V1_2025, UnixFsProfile.V0_2015)) {
        if (known.name().equals(name)) {
          return known;
        }
      }
      throw new WorkException(
          Kind.USAGE,
          "there is no profile [" + name + "]",
          "Take unixfs-v1-2025 or unixfs-v0-2015.");
    }
  }

  /** A file or folder as IPFS has it, pinned: {@code pinakes.ipfs-add/1}. */
  static Work add(Path path, Adding how) {
    return (bank, listener, cancellation) -> {
      Path real = path.toRealPath();
      String name = String.valueOf(real.getFileName());
      listener.expects(TreeImporter.bytes(real, how.hidden()));
      Store store = bank.store();
      Imported root;
      TreeImporter tree;
      try (Lease lease = store.lease()) {
        BatchingSink sink = new BatchingSink(lease.blocks());
        tree = tree(sink, how, BreakOff.heeding(cancellation, listener));
        root = tree.add(path);
        sink.flush();
        BreakOff.heed(cancellation);
        var batch = lease.batch();
        String label = name.substring(0, Math.min(name.length(), Pin.MAX_NAME_LENGTH));
        new Pins(store).add(batch, new Pin(root.cid(), Pin.Kind.RECURSIVE, label));
        batch.commit(Durability.SYNCED);
      }
      if (how.open()) {
        new Visibility(store).addRoot(root.cid());
      }
      ObjectNode document = Json.document("pinakes.ipfs-add/1");
      ObjectNode node = document.putArray("added").addObject().put("path", path.toString());
      node.put("cid", root.cid().toString()).put("files", tree.files());
      node.put("bytes", root.treeBytes()).put("public", how.open());
      return document;
    };
  }

  private static TreeImporter tree(BatchingSink sink, Adding how, WorkListener listener) {
    long[] sum = new long[2];
    UnixFsImporter importer =
        new UnixFsImporter(
            how.profile(),
            block -> {
              sum[0]++;
              sink.put(block);
            });
    return new TreeImporter(
        importer,
        how.hidden(),
        more -> {
          sum[1] += more;
          listener.moved(sum[0], sum[1]);
        });
  }

  /**
   * An archive's blocks, its roots pinned: {@code pinakes.car-import/1}.
   *
   * @param name what the pins are called
   */
  static Work archive(Path file, Roots roots, String name) {
    return (bank, listener, cancellation) -> {
      ObjectNode document = Json.document("pinakes.car-import/1");
      ObjectNode node = document.putArray("archives").addObject().put("file", file.toString());
      try (InputStream in = Files.newInputStream(file)) {
        listener.expects(Files.size(file));
        WorkListener heeded = BreakOff.heeding(cancellation, listener);
        String label = name.substring(0, Math.min(name.length(), Pin.MAX_NAME_LENGTH));
        Carried carried =
            new StoreArchives(bank.store()).importCar(in, roots, label, heeded::moved);
        node.put("blocks", carried.blocks()).put("bytes", carried.bytes());
        ArrayNode all = node.putArray("roots");
        carried.roots().forEach(root -> all.add(root.toString()));
        Lacking lacking = carried.lacking();
        node.put("missing", lacking.blocks());
        node.put("missing_first", lacking.first().map(Cid::toString).orElse(""));
        node.put("stops_gc", lacking.hiding());
        return document;
      } catch (ArchiveRefusedException e) {
        throw new WorkException(
            Kind.VERIFICATION,
            String.valueOf(e.getMessage()),
            (e.shows() ? "Take it in without --public." : "Ask who made it for one that is whole.")
                + GOES,
            e);
      } catch (CarException | HashMismatchException e) {
        throw new WorkException(
            Kind.VERIFICATION, String.valueOf(e.getMessage()), Verdicts.ARCHIVE + GOES, e);
      }
    };
  }

  /** The key that a name is of. */
  static PeerId key(String name) {
    try {
      return PeerId.parse(name.replaceFirst("^/ipns/", ""));
    } catch (MultiformatException e) {
      throw new WorkException(Kind.USAGE, "[" + name + "] is no name of a key", "", e);
    }
  }

  /** A signed record of a name: {@code pinakes.ipfs-name-put/1}. */
  static Work name(PeerId key, Path file) {
    return (bank, listener, cancellation) -> {
      NameTable names = new NameTable(bank.store(), InstantSource.system());
      IpnsRecord kept = names.put(key, record(file));
      return Json.document("pinakes.ipfs-name-put/1")
          .put("name", key.toName())
          .put("value", kept.data().value())
          .put("sequence", kept.data().sequence());
    };
  }

  private static byte[] record(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] record = in.readNBytes(IpnsRecord.MAX_BYTES + 1);
      if (record.length > IpnsRecord.MAX_BYTES) {
        throw new WorkException(
            Kind.VERIFICATION, "[" + file + "] is longer than any name record", "");
      }
      return record;
    }
  }
}
