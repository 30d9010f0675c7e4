package io.pinakes.ipfs.gateway;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.unixfs.UnixFsDirectory;
import java.io.IOException;

/**
 * A folder as a page. Names are strangers' text: they are escaped, and the page may load nothing.
 */
final class FolderPage {
  /** Changes when the page does, so that no cache keeps an old one. */
  private static final String VERSION = "DirIndex-pinakes1";

  private static final String STYLE =
      "body{font-family:sans-serif;margin:2em;max-width:72em}td{padding:.2em 1em .2em 0}"
          + ".ipfs-hash{font-family:monospace;color:#666}";

  private final ContentPath path;
  private final StringBuilder html = new StringBuilder(4096);
  private int listed;

  private FolderPage(ContentPath path) {
    this.path = path;
  }

  static String tag(Cid folder) {
    return "\"" + VERSION + "_CID-" + folder + "\"";
  }

  static String of(ContentPath path, UnixFsDirectory folder, int maxEntries) throws IOException {
    return new FolderPage(path).page(folder, maxEntries);
  }

  private String page(UnixFsDirectory folder, int maxEntries) throws IOException {
    String title = PathText.html(path.root() + "/" + String.join("/", path.segments()));
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(title)
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Index of ");
    breadcrumbs();
    html.append("</h1>\n<table>\n");
    if (!path.segments().isEmpty()) {
      html.append("<tr><td>").append(link(path.url() + "/..", "..")).append("</td></tr>\n");
    }
    folder.list(
        entry -> {
          if (listed == maxEntries) {
            html.append("<tr><td>and more, which a page does not show</td></tr>\n");
            return false;
          }
          listed++;
          row(entry.name(), entry.cid());
          return true;
        });
    return html.append("</table>\n</body></html>\n").toString();
  }

  private void breadcrumbs() {
    html.append(path.mutable() ? "/ipns/" : "/ipfs/");
    String url = html.substring(html.length() - 6) + PathText.encode(path.root());
    html.append(link(url, path.root()));
    for (String segment : path.segments()) {
      url += "/" + PathText.encode(segment);
      html.append('/').append(link(url, segment));
    }
  }

  private void row(String name, Cid cid) {
    String encoded = PathText.encode(name);
    html.append("<tr><td>")
        .append(link(path.url() + "/" + encoded, name))
        .append("</td><td><a class=\"ipfs-hash\" translate=\"no\" href=\"/ipfs/")
        .append(cid)
        // Encoded twice, as other gateways do and their conformance suite wants it.
        .append("?filename=")
        .append(PathText.html(PathText.encode(encoded)))
        .append("\">")
        .append(cid)
        .append("</a></td></tr>\n");
  }

  private static String link(String url, String text) {
    return "<a href=\"" + PathText.html(url) + "\">" + PathText.html(text) + "</a>";
  }
}
