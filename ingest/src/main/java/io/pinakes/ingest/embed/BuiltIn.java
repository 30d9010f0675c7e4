package io.pinakes.ingest.embed;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.knowledge.Pooling;
import io.pinakes.core.multiformats.Multihash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * A model that comes with the program, its files in a jar. The digests are written here, so that
 * listing models reads nothing, and a jar with other files is noticed.
 */
record BuiltIn(String resource, ModelInfo info) {
  /** The length of both models' position tables. */
  private static final int POSITIONS = 512;

  /** The models that come with the program. */
  static List<BuiltIn> all(String runtime) {
    return List.of(
        // Trained on 256 tokens, but documents of up to 512 were found better uncut than cut.
        of(
            "all-minilm-l6-v2",
            "all-minilm-l6-v2-q",
            "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
            "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0",
            22_972_370L,
            Pooling.MEAN,
            "",
            runtime),
        of(
            "bge-small-en-v1.5",
            "bge-small-en-v1.5-q",
            "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4",
            "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
            34_014_426L,
            Pooling.CLS,
            "Represent this sentence for searching relevant passages: ",
            runtime));
  }

  private static BuiltIn of(
      String name,
      String resource,
      String model,
      String tokenizer,
      long bytes,
      Pooling pooling,
      String queryPrefix,
      String runtime) {
    ModelSpec spec =
        new ModelSpec(
            name,
            digest(model),
            digest(tokenizer),
            384,
            pooling,
            true,
            queryPrefix,
            "",
            POSITIONS,
            runtime,
            List.of("en"));
    return new BuiltIn(resource, new ModelInfo(name, spec, true, bytes));
  }

  private static Multihash digest(String hex) {
    return Multihash.of(Multihash.SHA2_256, HexFormat.of().parseHex(hex));
  }

  /** The files, unpacked into the cache and found to be the right ones. */
  EmbeddingRuntime.ModelFiles files(Path cache) throws IOException {
    String model = resource + ".onnx";
    String tokenizer = resource + "-tokenizer.json";
    ClassLoader loader = BuiltIn.class.getClassLoader();
    for (boolean again = false; ; again = true) {
      Path folder = CacheFolder.unpacked(cache, folderName(), loader, List.of(model, tokenizer));
      EmbeddingRuntime.ModelFiles files =
          new EmbeddingRuntime.ModelFiles(folder.resolve(model), folder.resolve(tokenizer));
      if (Digests.matches(files, info.spec())) {
        return files;
      }
      if (again) {
        throw new ModelException(
            info.name(),
            "model ["
                + info.name()
                + "] of this installation is not the one that the program was built with;"
                + " install Pinakes again");
      }
      CacheFolder.forget(cache, folderName());
    }
  }

  private String folderName() {
    byte[] digest = info.spec().modelDigest().digest();
    return "model-" + info.name() + "-" + HexFormat.of().formatHex(digest, 0, 6);
  }
}
