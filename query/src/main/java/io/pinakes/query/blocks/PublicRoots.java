package io.pinakes.query.blocks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.Bank;
import io.pinakes.ipfs.external.KuboMirror;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.visibility.Visibility;
import io.pinakes.query.failure.Kind;
import io.pinakes.query.failure.WorkException;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is shown to whoever asks: files and archives that were taken in so, and the newest versions
 * of datasets that were published.
 */
public final class PublicRoots {
  private PublicRoots() {}

  /** All roots, and whose they are: {@code pinakes.ipfs-public/1}. */
  public static ObjectNode list(Bank bank) throws IOException {
    ObjectNode document = Json.document("pinakes.ipfs-public/1");
    ArrayNode roots = document.putArray("roots");
    Pins pins = new Pins(bank.store());
    for (Cid root : new Visibility(bank.store()).roots()) {
      ObjectNode node = roots.addObject().put("cid", root.toString());
      node.put("name", pins.find(root).map(Pin::name).orElse(""));
      ArrayNode datasets = node.putArray("datasets");
      bank.showing(root).forEach(datasets::add);
    }
    return document;
  }

  /** Shows them no longer; those of datasets are refused: {@code pinakes.ipfs-unpublish/1}. */
  static Work withdraw(List<String> texts) {
    List<Cid> named = texts.stream().map(PublicRoots::root).toList();
    return (bank, listener, cancellation) -> {
      Visibility visibility = new Visibility(bank.store());
      List<Cid> found = new ArrayList<>();
      // All of them before the first: a line is done whole or not at all.
      for (Cid cid : named) {
        found.addAll(found(bank, visibility, cid));
      }
      for (Cid root : found) {
        visibility.removeRoot(root);
      }
      ObjectNode document = Json.document("pinakes.ipfs-unpublish/1");
      ArrayNode withdrawn = document.putArray("withdrawn");
      Pins pins = new Pins(bank.store());
      for (Cid root : found) {
        ObjectNode node = withdrawn.addObject().put("cid", root.toString());
        node.put("public", visibility.isPublic(root));
        node.put("pinned", pins.find(root).isPresent());
        ArrayNode kubos = node.putArray("kubos");
        KuboMirror.daemonsWith(bank.store(), root).forEach(kubos::add);
      }
      return document;
    };
  }

  private static Cid root(String text) {
    IpfsPath path = IpfsPath.parse(text);
    if (!path.rest().isEmpty()) {
      throw new WorkException(
          Kind.USAGE, "[" + text + "] is below a root, and roots are withdrawn whole", "");
    }
    return path.root();
  }

  /** As it is written there: version 0 and version 1 name the same. */
  private static List<Cid> found(Bank bank, Visibility visibility, Cid cid) throws IOException {
    List<Cid> found =
        visibility.roots().stream()
            .filter(root -> root.hash().equals(cid.hash()) && root.codec() == cid.codec())
            .toList();
    if (found.isEmpty()) {
      throw new WorkException(
          Kind.NOT_FOUND,
          "[" + cid + "] is no public root",
          visibility.isPublic(cid)
              ? "It is public below another: pinakes ipfs ls --public"
              : "See what is: pinakes ipfs ls --public");
    }
    for (Cid root : found) {
      Optional<String> dataset = bank.showing(root).stream().findFirst();
      if (dataset.isPresent()) {
        throw new WorkException(
            Kind.CONFLICT,
            "[" + cid + "] is what the dataset [" + dataset.get() + "] shows",
            "Withdraw that: pinakes dataset unpublish " + dataset.get());
      }
    }
    return found;
  }

  /** Those of some CIDs that are public roots. */
  static List<String> among(Bank bank, List<String> cids) throws IOException {
    List<String> roots = new Visibility(bank.store()).roots().stream().map(Cid::toString).toList();
    return cids.stream().filter(roots::contains).toList();
  }
}
