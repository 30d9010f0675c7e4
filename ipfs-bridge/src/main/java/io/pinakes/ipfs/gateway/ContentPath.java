package io.pinakes.ipfs.gateway;

import java.util.ArrayList;
import java.util.List;

/**
 * A content path, {@code /ipfs/CID/a/b} or {@code /ipns/NAME/a/b}, as a request gives it.
 *
 * @param mutable whether it is below {@code /ipns/}
 * @param root the CID or name, as it was written
 * @param segments what follows, decoded; none of them empty
 * @param folder whether it ends with a slash
 */
record ContentPath(boolean mutable, String root, List<String> segments, boolean folder) {
  /** The most segments that are followed; each may take several blocks, and an X-Ipfs-Roots. */
  static final int MAX_SEGMENTS = 128;

  private static final String IPFS = "/ipfs/";
  private static final String IPNS = "/ipns/";

  static ContentPath parse(String path) throws GatewayException {
    boolean mutable = path.startsWith(IPNS);
    if (!mutable && !path.startsWith(IPFS)) {
      throw new GatewayException(404, "only /ipfs/ and /ipns/ are here");
    }
    String[] parts = path.substring(IPFS.length()).split("/", -1);
    List<String> segments = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      if (!parts[i].isEmpty()) {
        segments.add(PathText.decode(parts[i]));
      }
    }
    if (segments.size() > MAX_SEGMENTS) {
      throw GatewayException.badRequest("the path has over [" + MAX_SEGMENTS + "] segments");
    }
    if (parts[0].isEmpty()) {
      throw GatewayException.badRequest("the path names no root");
    }
    return new ContentPath(
        mutable, PathText.decode(parts[0]), List.copyOf(segments), path.endsWith("/"));
  }

  /** The path of another root, followed by what this one follows. */
  ContentPath under(ContentPath target) {
    List<String> all = new ArrayList<>(target.segments);
    all.addAll(segments);
    return new ContentPath(target.mutable, target.root, List.copyOf(all), folder);
  }

  /** As it stands in a URL, without a slash at the end. */
  String url() {
    StringBuilder url = new StringBuilder(mutable ? IPNS : IPFS).append(PathText.encode(root));
    segments.forEach(segment -> url.append('/').append(PathText.encode(segment)));
    return url.toString();
  }

  /** As it stands in a URL, with the slash if it has one. */
  String urlAsAsked() {
    return folder ? url() + "/" : url();
  }

  String lastName() {
    return segments.isEmpty() ? "" : segments.getLast();
  }
}
