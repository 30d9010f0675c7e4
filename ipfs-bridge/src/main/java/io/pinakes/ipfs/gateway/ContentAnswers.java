package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsEntry;
import io.pinakes.ipfs.unixfs.UnixFsException;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import io.pinakes.ipfs.unixfs.UnixFsSymlink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers for a browser: files, folders, and blocks of data as what they are. */
final class ContentAnswers {
  private static final String INDEX = "index.html";

  private final BlockReader blocks;
  private final GatewayOptions options;

  ContentAnswers(BlockReader blocks, GatewayOptions options) {
    this.blocks = blocks;
    this.options = options;
  }

  Answer answer(Context context, ResponseFormat wanted) throws IOException {
    if (!context.end().rest().isEmpty()) {
      throw within(context);
    }
    long codec = context.cid().codec();
    if (codec != Multicodec.RAW && codec != Multicodec.DAG_PB) {
      return CodecAnswers.answer(context, blocks, wanted);
    }
    if (wanted == ResponseFormat.DAG_JSON || wanted == ResponseFormat.DAG_CBOR) {
      throw new GatewayException(406, "a file is not given as " + wanted.mediaType());
    }
    try {
      UnixFsNode node = new UnixFsReader(blocks).open(context.cid());
      if (wanted == ResponseFormat.TAR) {
        return TarAnswer.of(context, node, blocks);
      }
      return switch (node) {
        case UnixFsFile file ->
            file(context, file, context.path().lastName(), "\"" + context.cid() + "\"");
        case UnixFsDirectory folder -> folder(context, folder);
        case UnixFsSymlink link -> symlink(context, link);
      };
    } catch (UnixFsException e) {
      throw new GatewayException(406, "this block is no file or folder, ask for it as raw");
    }
  }

  /** A path that ends within a block: values are not cut out of it (IPIP-0524). */
  static GatewayException within(Context context) {
    return new GatewayException(
        501, "the path leads into block [" + context.cid() + "], and blocks are given whole");
  }

  private Answer file(Context context, UnixFsFile file, String name, String tag)
      throws IOException {
    Optional<Answer> unchanged = context.unchanged(tag);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    String called = context.fileName(name);
    Answer.Builder answer = context.ok(tag).with("Content-Type", mediaType(file, called));
    if (context.wantsDownload()) {
      answer.with("Content-Disposition", Disposition.of("attachment", called));
    } else if (context.request().parameter("filename").isPresent()) {
      answer.with("Content-Disposition", Disposition.of("inline", called));
    }
    return context.ranged(answer, tag, file.size(), file::range);
  }

  private static String mediaType(UnixFsFile file, String name) throws IOException {
    Optional<String> named = MediaTypes.ofName(name);
    if (named.isPresent()) {
      return named.get();
    }
    try (InputStream start = file.range(0, MediaTypes.SNIFFED_BYTES)) {
      byte[] bytes = start.readNBytes(MediaTypes.SNIFFED_BYTES);
      return MediaTypes.ofContent(bytes, bytes.length == file.size());
    } catch (MissingBlockException e) {
      // A range behind the missing block can be given all the same.
      return MediaTypes.BYTES;
    }
  }

  private Answer folder(Context context, UnixFsDirectory folder) throws IOException {
    if (!context.path().folder()) {
      ContentPath path = context.path();
      return Gateway.redirect(
          301, new ContentPath(path.mutable(), path.root(), path.segments(), true));
    }
    Optional<UnixFsEntry> index = folder.find(INDEX);
    if (index.isPresent()
        && new UnixFsReader(blocks).open(index.get().cid()) instanceof UnixFsFile page) {
      return file(context, page, INDEX, "\"" + context.cid() + "\"");
    }
    String tag = FolderPage.tag(context.cid());
    Optional<Answer> unchanged = context.unchanged(tag);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    byte[] html =
        FolderPage.of(context.path(), folder, options.maxListedEntries())
            .getBytes(StandardCharsets.UTF_8);
    return context
        .madePage(tag)
        .with("Content-Type", "text/html; charset=utf-8")
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .bytes(html);
  }

  private static Answer symlink(Context context, UnixFsSymlink link) {
    return context
        .ok("\"" + context.cid() + "\"")
        .with("Content-Type", "inode/symlink")
        .bytes(link.target().getBytes(StandardCharsets.UTF_8));
  }
}
