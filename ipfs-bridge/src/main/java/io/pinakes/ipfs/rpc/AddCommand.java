package io.pinakes.ipfs.rpc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.api.Multipart;
import io.pinakes.ipfs.blockstore.BatchingSink;
import io.pinakes.ipfs.blockstore.BlockSink;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code add}: files and folders of a form become blocks while they come. */
final class AddCommand implements RpcCommand {
  private static final String FOLDER = "application/x-directory";
  private static final String SYMLINK = "application/symlink";
  private static final long PROGRESS_BYTES = 256 << 10;

  private final RpcHome home;

  AddCommand(RpcHome home) {
    this.home = home;
  }

  @Override
  public ApiAnswer answer(ApiRequest request) throws IOException {
    AddOptions options = AddOptions.of(request.query());
    Multipart parts = Multipart.of(request);
    return Replies.promptLines(lines -> new Run(options, parts, lines).run());
  }

  /** One call. */
  private final class Run {
    private final AddOptions options;
    private final Multipart parts;
    private final Replies.Lines lines;
    private final AddTree tree = new AddTree();

    /** Files that came without a name, such as standard input. */
    private final List<Imported> nameless = new ArrayList<>();

    Run(AddOptions options, Multipart parts, Replies.Lines lines) {
      this.options = options;
      this.parts = parts;
      this.lines = lines;
    }

    void run() throws IOException {
      try (Lease lease = home.store().lease()) {
        BatchingSink kept = new BatchingSink(lease.blocks());
        BlockSink sink = options.keep() ? kept : block -> {};
        UnixFsImporter importer = new UnixFsImporter(options.profile(), sink);
        for (Optional<Multipart.Part> part = parts.next(); part.isPresent(); part = parts.next()) {
          add(part.get(), importer);
        }
        List<Imported> roots = finish(importer);
        kept.flush();
        if (options.pin()) {
          pin(lease, roots);
        }
      }
    }

    private void add(Multipart.Part part, UnixFsImporter importer) throws IOException {
      List<String> path = path(part.fileName());
      if (part.mediaType().equals(FOLDER)) {
        tree.makeFolder(path);
        return;
      }
      String name = String.join("/", path);
      Imported added = content(part, name, importer);
      if (path.isEmpty() && options.wrap()) {
        tree.file(List.of(added.cid().toString()), added);
      } else if (path.isEmpty()) {
        nameless.add(added);
      } else {
        tree.file(path, added);
      }
      tell(name.isEmpty() ? added.cid().toString() : name, added);
    }

    private Imported content(Multipart.Part part, String name, UnixFsImporter importer)
        throws IOException {
      if (part.mediaType().equals(SYMLINK)) {
        byte[] target = part.content().readNBytes(UnixFsImporter.MAX_TARGET_BYTES + 1);
        return importer.addSymlink(new String(target, StandardCharsets.UTF_8));
      }
      if (!options.progress()) {
        return importer.addFile(part.content());
      }
      Told told = new Told(part.content(), name);
      Imported added = importer.addFile(told);
      told.tell();
      return added;
    }

    private List<Imported> finish(UnixFsImporter importer) throws IOException {
      List<Imported> roots = new ArrayList<>(nameless);
      roots.addAll(tree.finish(importer, options.wrap(), this::tell).values());
      return roots;
    }

    private void pin(Lease lease, List<Imported> roots) throws IOException {
      Pins pins = new Pins(home.store());
      Batch batch = lease.batch();
      for (Imported root : roots) {
        pins.add(batch, new Pin(root.cid(), Pin.Kind.RECURSIVE, options.pinName()));
      }
      batch.commit(Durability.SYNCED);
    }

    private void tell(String name, Imported added) throws IOException {
      Cid cid = added.cid();
      lines.line(
          MapNode.builder()
              .put("Name", name)
              .put("Hash", cid.toString())
              .put("Size", Long.toString(added.treeBytes()))
              .build());
    }

    /** A file's content, which says now and then how much of it has come. */
    private final class Told extends FilterInputStream {
      private final String name;
      private long read;
      private long told;

      Told(InputStream in, String name) {
        super(in);
        this.name = name;
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        read += Math.max(0, count);
        if (read - told >= PROGRESS_BYTES) {
          tell();
        }
        return count;
      }

      void tell() throws IOException {
        if (read > told || read == 0) {
          told = read;
          lines.line(MapNode.builder().put("Name", name).put("Bytes", read).build());
        }
      }
    }
  }

  /** The names of a path; none leads up. */
  private static List<String> path(String fileName) throws RpcException {
    List<String> path = new ArrayList<>();
    for (String name : fileName.split("/", -1)) {
      if (name.equals("..")) {
        throw new RpcException("the path [" + fileName + "] leads up");
      }
      if (!name.isEmpty() && !name.equals(".")) {
        path.add(name);
      }
    }
    return path;
  }
}
