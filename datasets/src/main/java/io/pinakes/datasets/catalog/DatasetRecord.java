package io.pinakes.datasets.catalog;

import io.pinakes.core.key.PublicKey;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a home knows of a dataset beside its blocks.
 *
 * @param number names the dataset in the keys of all tables; never given twice in a home
 * @param name what the user calls it
 * @param key its identity
 * @param own whether this home has the private key, and so may change it
 * @param isPrivate whether none of its blocks is shown to anybody
 * @param description for people, possibly empty
 * @param license an SPDX expression or words, possibly empty
 * @param model the name of the model that embeds
 * @param chunkModel the name of the model whose tokens the chunker counts: that of the first
 *     ingest, so that another model for the vectors does not cut all documents anew
 * @param sources the folders that it follows, in the order in which they came
 * @param keepVersions how many versions are kept, the newest included
 * @param keepFiles whether documents hold the files that they were read from, as well as their text
 */
public record DatasetRecord(
    int number,
    String name,
    PublicKey key,
    boolean own,
    boolean isPrivate,
    String description,
    String license,
    String model,
    String chunkModel,
    List<SourceRecord> sources,
    int keepVersions,
    boolean keepFiles) {
  /** How many versions are kept by default (DESIGN 3). */
  public static final int KEEP_VERSIONS = 10;

  private static final int MAX_KEPT = 10_000;

  /** Checks the name and the numbers. */
  public DatasetRecord {
    DatasetNames.requireDataset(name);
    sources = List.copyOf(sources);
    if (number < 1 || keepVersions < 1 || keepVersions > MAX_KEPT) {
      throw new IllegalArgumentException(
          "dataset [" + number + "] that keeps [" + keepVersions + "] versions");
    }
  }

  /** The source of that name. */
  public Optional<SourceRecord> source(String sourceName) {
    return sources.stream().filter(source -> source.name().equals(sourceName)).findFirst();
  }

  /** The same with this source in the place of the one of its name, or behind the others. */
  public DatasetRecord withSource(SourceRecord added) {
    List<SourceRecord> changed = new ArrayList<>(sources);
    int at = 0;
    while (at < changed.size() && !changed.get(at).name().equals(added.name())) {
      at++;
    }
    if (at < changed.size()) {
      changed.set(at, added);
    } else {
      changed.add(added);
    }
    return withSources(changed);
  }

  /** The same without the source of that name. */
  public DatasetRecord withoutSource(String sourceName) {
    return withSources(
        sources.stream().filter(source -> !source.name().equals(sourceName)).toList());
  }

  private DatasetRecord withSources(List<SourceRecord> changed) {
    return new DatasetRecord(
        number,
        name,
        key,
        own,
        isPrivate,
        description,
        license,
        model,
        chunkModel,
        changed,
        keepVersions,
        keepFiles);
  }

  /** The same with another model for its vectors. */
  public DatasetRecord withModel(String other) {
    return new DatasetRecord(
        number,
        name,
        key,
        own,
        isPrivate,
        description,
        license,
        other,
        chunkModel,
        sources,
        keepVersions,
        keepFiles);
  }

  /** The same with other words for people, and shown to others or not. */
  public DatasetRecord described(String aDescription, String aLicense, boolean nowPrivate) {
    return new DatasetRecord(
        number,
        name,
        key,
        own,
        nowPrivate,
        aDescription,
        aLicense,
        model,
        chunkModel,
        sources,
        keepVersions,
        keepFiles);
  }

  byte[] encode() {
    List<Node> folders = new ArrayList<>(sources.size());
    sources.forEach(source -> folders.add(source.encode()));
    return DagCbor.STRICT.encode(
        MapNode.builder()
            .put("number", number)
            .put("name", name)
            .put("key", key.toProtobuf())
            .put("own", own)
            .put("private", isPrivate)
            .put("description", description)
            .put("license", license)
            .put("model", model)
            .put("chunkModel", chunkModel)
            .put("sources", new ListNode(folders))
            .put("keepVersions", keepVersions)
            .put("keepFiles", keepFiles)
            .build());
  }

  static DatasetRecord decode(byte[] bytes) throws CodecException {
    if (!(DagCbor.STRICT.decode(bytes) instanceof MapNode map)) {
      throw new CodecException("dataset record is not a map");
    }
    ListNode folders = map.list("sources");
    List<SourceRecord> sources = new ArrayList<>(folders.size());
    for (int i = 0; i < folders.size(); i++) {
      sources.add(SourceRecord.decode(folders.map(i)));
    }
    return new DatasetRecord(
        (int) map.integer("number"),
        map.text("name"),
        PublicKey.fromProtobuf(map.bytes("key")),
        map.bool("own"),
        map.bool("private"),
        map.text("description"),
        map.text("license"),
        map.text("model"),
        map.text("chunkModel"),
        sources,
        (int) map.integer("keepVersions"),
        map.bool("keepFiles"));
  }
}
