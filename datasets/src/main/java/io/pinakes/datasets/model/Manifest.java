package io.pinakes.datasets.model;

import io.pinakes.core.key.PublicKey;
import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version of a dataset.
 *
 * <p>Layout:
 *
 * <pre>
 * { type: "pinakes/manifest/1", dataset: key, name: text, description: text, license: text,
 *   version: int, previous?: CID as bytes, created: instant, pipeline: Pipeline,
 *   models: { model id: ModelSpec }, documents: &amp;DocumentMap,
 *   vectors: { model id: &amp;VectorList }, stats: Stats }
 * </pre>
 *
 * A key is the libp2p protobuf; an instant is ISO 8601 in UTC, in whole seconds. {@code previous}
 * is no link, so that a version keeps none before it alive. {@code models} and {@code vectors} have
 * the same keys.
 *
 * @param dataset the key whose name is the dataset's identity
 * @param name what the publisher calls it
 * @param description for people, possibly empty
 * @param license an SPDX expression or words, possibly empty
 * @param version 1 for the first, and one more for each that follows
 * @param previous the manifest of the version before, which need not be kept anywhere
 * @param created when this version was made
 * @param pipeline what made the documents
 * @param models what the vectors mean, by the id of the model
 * @param documents the root of the {@link DocumentMap}
 * @param vectors the roots of the {@link VectorList}s, by the id of the model
 * @param stats how large it is
 */
public record Manifest(
    PublicKey dataset,
    String name,
    String description,
    String license,
    long version,
    Optional<Cid> previous,
    Instant created,
    Pipeline pipeline,
    SortedMap<String, ModelSpec> models,
    Cid documents,
    SortedMap<String, Cid> vectors,
    Stats stats) {
  /** What the field {@code type} says. */
  public static final String TYPE = "pinakes/manifest/1";

  private static final String CALLED = "manifest";
  private static final Set<String> FIELDS =
      Set.of(
          "type",
          "dataset",
          "name",
          "description",
          "license",
          "version",
          "previous",
          "created",
          "pipeline",
          "models",
          "documents",
          "vectors",
          "stats");

  /** Checks lengths, and that models and vectors go together. */
  public Manifest {
    Records.requireEd25519(dataset);
    Records.requireText("name", name, ModelLimits.MAX_TERM_BYTES);
    Records.requireShort("description", description, ModelLimits.MAX_TEXT_BYTES);
    Records.requireShort("license", license, ModelLimits.MAX_TEXT_BYTES);
    created = Times.wholeSeconds(created);
    models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    vectors = Collections.unmodifiableSortedMap(new TreeMap<>(vectors));
    if (version < 1) {
      throw new IllegalArgumentException("version [" + version + "]");
    }
    if (models.isEmpty()
        || models.size() > ModelLimits.MAX_MODELS
        || !models.keySet().equals(vectors.keySet())) {
      throw new IllegalArgumentException(
          "models " + models.keySet() + " and vectors " + vectors.keySet());
    }
    for (Map.Entry<String, ModelSpec> model : models.entrySet()) {
      if (!model.getKey().equals(model.getValue().id())) {
        throw new IllegalArgumentException(
            "model [" + model.getValue().id() + "] goes by [" + model.getKey() + "]");
      }
    }
  }

  /** The model that searches go by: the only one, or the first by id. */
  public ModelSpec model() {
    return models.values().iterator().next();
  }

  /** The vectors under {@link #model}. */
  public Cid vectorList() {
    return vectors.values().iterator().next();
  }

  /** The block. */
  public Block toBlock() {
    MapNode.Builder map =
        MapNode.builder()
            .put("type", TYPE)
            .put("dataset", dataset.toProtobuf())
            .put("name", name)
            .put("description", description)
            .put("license", license)
            .put("version", version)
            .put("created", created.toString())
            .put("pipeline", pipeline.encode())
            .put("documents", documents)
            .put("stats", stats.encode());
    previous.ifPresent(cid -> map.put("previous", cid.toBytes()));
    MapNode.Builder specs = MapNode.builder();
    models.forEach((id, spec) -> specs.put(id, ModelSpecs.encode(spec)));
    map.put("models", specs.build());
    map.put("vectors", Node.of(vectorNodes()));
    return Records.encode(CALLED, map.build(), ModelLimits.MAX_NODE_BYTES);
  }

  private SortedMap<String, Node> vectorNodes() {
    SortedMap<String, Node> nodes = new TreeMap<>();
    vectors.forEach((id, list) -> nodes.put(id, Node.of(list)));
    return nodes;
  }

  /**
   * Reads a block.
   *
   * @throws CodecException if it is not a manifest, or of another version of the format
   */
  public static Manifest decode(byte[] block) throws CodecException {
    MapNode map = Records.decode(CALLED, block, ModelLimits.MAX_NODE_BYTES, FIELDS);
    if (!map.text("type").equals(TYPE)) {
      throw new CodecException("manifest is of type [" + map.text("type") + "], not " + TYPE);
    }
    SortedMap<String, ModelSpec> models = new TreeMap<>();
    MapNode specs = map.map("models");
    for (String id : specs.keys()) {
      models.put(id, ModelSpecs.decode(specs.map(id)));
    }
    SortedMap<String, Cid> vectors = new TreeMap<>();
    MapNode lists = map.map("vectors");
    for (String id : lists.keys()) {
      vectors.put(id, lists.link(id));
    }
    Optional<byte[]> previous = map.findBytes("previous");
    Optional<Cid> before =
        previous.isPresent() ? Optional.of(Records.cid(previous.get())) : Optional.empty();
    return Records.build(
        CALLED,
        () ->
            new Manifest(
                PublicKey.fromProtobuf(map.bytes("dataset")),
                map.text("name"),
                map.text("description"),
                map.text("license"),
                map.integer("version"),
                before,
                Times.parse(map.text("created")),
                Pipeline.decode(map.map("pipeline")),
                models,
                map.link("documents"),
                vectors,
                Stats.decode(map.map("stats"))));
  }
}
