package io.pinakes.query.blocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ipfs.archive.StoreArchives;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.json.Fields;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes work of what is asked for: its kind, and its particulars as a JSON object. */
public final class Works {
  /** What there is to do. */
  public static final List<String> KINDS =
      List.of(
          "add-files",
          "import-blocks",
          "import-model",
          "pull-blocks",
          "pull-dataset",
          "pin",
          "unpin",
          "unpublish-blocks",
          "put-node",
          "put-name",
          "sync-kubo");

  /** What of it can be stopped; the rest is done at once. */
  public static final Set<String> STOPPED =
      Set.of("add-files", "import-blocks", "pull-blocks", "pull-dataset", "pin", "sync-kubo");

  private final String kuboToken;
  private final KuboSync kuboSync;

  /**
   * Of a process.
   *
   * @param kuboToken what Kubos that it pulls from ask for, or empty
   */
  public Works(String kuboToken) {
    this.kuboToken = kuboToken;
    this.kuboSync = new KuboSync(kuboToken);
  }

  /** What brings Kubos in step, for others of this process that do. */
  public KuboSync kuboSync() {
    return kuboSync;
  }

  /**
   * The work that is asked for.
   *
   * @throws IllegalArgumentException if it makes no sense
   * @throws io.pinakes.query.failure.WorkException the same, in words for who typed it
   */
  public Work of(String kind, JsonNode particulars) {
    Fields spec = new Fields(particulars);
    return switch (kind) {
      case "add-files" ->
          Disk.add(
              path(spec, "path"),
              new Disk.Adding(
                  Disk.Adding.profile(spec.text("profile").orElse("unixfs-v1-2025")),
                  spec.flag("public"),
                  spec.flag("hidden")));
      case "import-blocks" ->
          Disk.archive(
              path(spec, "file"),
              spec.flag("public") ? StoreArchives.Roots.PUBLIC : StoreArchives.Roots.PINNED,
              spec.text("name").orElseGet(() -> String.valueOf(path(spec, "file").getFileName())));
      case "import-model" -> model(path(spec, "folder"), spec.text("name"));
      case "pull-blocks" -> Pulls.graph(IpfsPath.parse(spec.required("cid")).root(), named(spec));
      case "pull-dataset" -> Pulls.dataset(roots(spec), spec.text("name"), named(spec));
      case "pin" ->
          Roots.pin(spec.required("path"), spec.text("name").orElse(""), addresses(spec, "from"));
      case "unpin" -> Roots.unpin(spec.required("path"));
      case "unpublish-blocks" -> PublicRoots.withdraw(cids(spec));
      case "put-node" -> Roots.node(path(spec, "file"));
      case "put-name" -> Disk.name(Disk.key(spec.required("name")), path(spec, "file"));
      case "sync-kubo" -> kuboSync.work(spec.required("kubo"));
      default -> throw new IllegalArgumentException("there is no work of kind [" + kind + "]");
    };
  }

  /** An embedding model out of a folder: {@code pinakes.model-import/1}. */
  private static Work model(Path folder, Optional<String> name) {
    return (bank, listener, cancellation) -> model(new Models(bank.home().models()), folder, name);
  }

  /** The same where no home is held, which models do not need. */
  public static ObjectNode model(Models models, Path folder, Optional<String> name)
      throws IOException {
    return Json.document("pinakes.model-import/1")
        .put("imported", models.importFolder(folder, name).name());
  }

  private Sources.Named named(Fields spec) {
    List<URI> gateways = addresses(spec, "gateways");
    List<URI> routers = addresses(spec, "routers");
    List<String> kubos = spec.texts("kubos").orElse(List.of());
    kubos.forEach(address -> KuboAddress.uri(address, "--kubo "));
    if (gateways.isEmpty() && routers.isEmpty() && kubos.isEmpty()) {
      throw Sources.none(Kind.USAGE, "no gateway is named");
    }
    return new Sources.Named(gateways, routers, kubos, kuboToken);
  }

  private static List<URI> addresses(Fields spec, String name) {
    List<URI> all = spec.texts(name).orElse(List.of()).stream().map(URI::create).toList();
    for (URI each : all) {
      if (!List.of("http", "https").contains(String.valueOf(each.getScheme()))
          || each.getHost() == null) {
        throw new IllegalArgumentException("[" + each + "] is no address of a server of HTTP");
      }
    }
    return all;
  }

  private static List<String> cids(Fields spec) {
    List<String> cids = spec.texts("cids").orElse(List.of());
    if (cids.isEmpty()) {
      throw new IllegalArgumentException("[cids] must name one at least");
    }
    return cids;
  }

  private static List<String> roots(Fields spec) {
    List<String> roots = spec.texts("roots").orElse(List.of());
    if (roots.isEmpty() || roots.size() > 2) {
      throw new IllegalArgumentException("[roots] must be one or two, not " + roots);
    }
    for (String root : roots) {
      if (Pulls.key(root).isEmpty()) {
        IpfsPath.parse(root);
      }
    }
    return roots;
  }

  /**
   * An absolute path.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Path path(Fields spec, String name) {
    String text = spec.required(name);
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("[" + name + "] is no path: " + e.getReason(), e);
    }
    throw new IllegalArgumentException(
        "[" + name + "] must be an absolute path on the node's machine, not [" + text + "]");
  }
}
