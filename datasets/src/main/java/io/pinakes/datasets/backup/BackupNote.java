package io.pinakes.datasets.backup;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.DatasetInfo.Trust;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagjson.DagJson;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first entry of a backup, {@code backup.json} in dag-json: {@code { type: "pinakes/backup/1",
 * created, files, bytes, datasets: [{ name, version, manifest?, signed }] }}.
 *
 * @param created when the moment was that it holds
 * @param files how many follow
 * @param bytes how much they hold
 * @param datasets what they were at
 */
public record BackupNote(Instant created, long files, long bytes, List<At> datasets) {
  static final String NAME = "backup.json";
  static final int MAX_BYTES = 8 << 20;
  private static final String TYPE = "pinakes/backup/1";

  /**
   * A dataset.
   *
   * @param name what it is called
   * @param version its number, 0 before the first
   * @param manifest the manifest that it is at
   * @param signed whether the dataset's key says so
   */
  public record At(String name, long version, Optional<Cid> manifest, boolean signed) {}

  /** Keeps the list. */
  public BackupNote {
    datasets = List.copyOf(datasets);
  }

  /** What the datasets of a bank are at. */
  static List<At> datasets(Bank bank) throws IOException {
    List<At> datasets = new ArrayList<>();
    for (DatasetInfo info : bank.datasets()) {
      datasets.add(new At(info.name(), info.version(), info.manifest(), isSigned(info)));
    }
    return datasets;
  }

  /** An old signature is one, too: backups are kept for long. */
  private static boolean isSigned(DatasetInfo info) {
    return info.trust() == Trust.SIGNED || info.trust() == Trust.EXPIRED;
  }

  byte[] encode() {
    List<Node> list = new ArrayList<>();
    for (At dataset : datasets) {
      MapNode.Builder node =
          MapNode.builder()
              .put("name", dataset.name())
              .put("version", dataset.version())
              .put("signed", dataset.signed());
      dataset.manifest().ifPresent(manifest -> node.put("manifest", manifest));
      list.add(node.build());
    }
    return DagJson.RELAXED.encode(
        MapNode.builder()
            .put("type", TYPE)
            .put("created", created.toString())
            .put("files", files)
            .put("bytes", bytes)
            .put("datasets", new ListNode(list))
            .build());
  }

  static BackupNote decode(byte[] json) throws BackupException {
    try {
      if (!(DagJson.RELAXED.decode(json) instanceof MapNode map)) {
        throw BackupException.damaged("what tells of it is no map");
      }
      if (!map.text("type").equals(TYPE)) {
        throw new BackupException(
            BackupException.Kind.NONE,
            "a newer version wrote this backup: [" + map.text("type") + "]");
      }
      List<At> datasets = new ArrayList<>();
      for (Node each : map.list("datasets").items()) {
        if (!(each instanceof MapNode node)) {
          throw BackupException.damaged("what tells of its datasets cannot be read");
        }
        datasets.add(
            new At(
                node.text("name"),
                node.integer("version"),
                node.findLink("manifest"),
                node.bool("signed")));
      }
      return new BackupNote(
          Instant.parse(map.text("created")), map.integer("files"), map.integer("bytes"), datasets);
    } catch (CodecException | DateTimeParseException e) {
      throw BackupException.damaged("what tells of it cannot be read (" + e.getMessage() + ")");
    }
  }
}
