package io.pinakes.ipfs.rpc;

import io.pinakes.ipfs.api.ApiAnswer;
import io.pinakes.ipfs.api.ApiRequest;
import io.pinakes.ipfs.gateway.GatewayException;
import io.pinakes.ipfs.gateway.Resolved;
import io.pinakes.ipfs.gateway.UnixFsTar;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import io.pinakes.ipfs.unixfs.UnixFsFile;
import io.pinakes.ipfs.unixfs.UnixFsNode;
import io.pinakes.ipfs.unixfs.UnixFsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** {@code cat}, {@code get} and {@code resolve}. */
final class ReadCommands {
  private final RpcHome home;
  private final Arguments arguments;

  ReadCommands(RpcHome home) {
    this.home = home;
    this.arguments = new Arguments(home);
  }

  /** Files' content, one behind the other, or a part of it. */
  ApiAnswer cat(ApiRequest request) throws IOException {
    List<UnixFsFile> files = new ArrayList<>();
    long all = 0;
    for (String argument : Arguments.all(request)) {
      UnixFsNode node = open(argument);
      if (node instanceof UnixFsDirectory) {
        throw new RpcException("this dag node is a directory");
      }
      if (!(node instanceof UnixFsFile file)) {
        throw new RpcException("[" + argument + "] is a symbolic link, which is not followed");
      }
      files.add(file);
      all = file.size() > Long.MAX_VALUE - all ? Long.MAX_VALUE : all + file.size();
    }
    long offset = request.query().number("offset", 0);
    if (offset > all) {
      throw new RpcException("offset [" + offset + "] is beyond the end [" + all + "]");
    }
    long length = Math.min(request.query().number("length", Long.MAX_VALUE), all - offset);
    return Replies.bytes("text/plain", out -> write(files, offset, length, out))
        .with("X-Content-Length", Long.toString(length));
  }

  private static void write(List<UnixFsFile> files, long offset, long length, OutputStream out)
      throws IOException {
    long skip = offset;
    long left = length;
    for (UnixFsFile file : files) {
      long from = Math.min(skip, file.size());
      long to = from + Math.min(left, file.size() - from);
      try (InputStream part = file.range(from, to)) {
        part.transferTo(out);
      }
      skip -= from;
      left -= to - from;
    }
  }

  /** A file or folder as a tar archive; compressed if that is wanted. */
  ApiAnswer get(ApiRequest request) throws IOException {
    String argument = Arguments.one(request);
    Arguments.Path path = arguments.path(argument);
    UnixFsNode node = open(argument);
    boolean compress = request.query().flag("compress", false);
    boolean archive = request.query().flag("archive", false);
    String name = path.segments().isEmpty() ? path.root().toString() : path.segments().getLast();
    if (compress && !archive && node instanceof UnixFsFile file) {
      return Replies.bytes(
          "application/gzip",
          out -> {
            GZIPOutputStream zipped = new GZIPOutputStream(out);
            file.writeTo(zipped);
            zipped.finish();
          });
    }
    UnixFsTar tar;
    try {
      tar = UnixFsTar.of(node, home.store().blocks());
    } catch (GatewayException e) {
      throw new RpcException(String.valueOf(e.getMessage()));
    }
    return Replies.bytes(
        compress ? "application/gzip" : "application/x-tar",
        out -> {
          if (compress) {
            GZIPOutputStream zipped = new GZIPOutputStream(out);
            tar.writeTo(name, zipped);
            zipped.finish();
          } else {
            tar.writeTo(name, out);
          }
        });
  }

  /** Where a path ends, as a path without names and folders in it. */
  ApiAnswer resolve(ApiRequest request) throws IOException {
    Resolved end = arguments.resolve(arguments.path(Arguments.one(request)));
    StringBuilder path = new StringBuilder("/ipfs/").append(end.cid());
    end.rest().forEach(segment -> path.append('/').append(segment));
    return Replies.one(MapNode.builder().put("Path", path.toString()).build());
  }

  private UnixFsNode open(String argument) throws IOException {
    return new UnixFsReader(home.store().blocks()).open(arguments.block(argument));
  }
}
