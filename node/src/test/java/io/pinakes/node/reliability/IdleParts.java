package io.pinakes.node.reliability;

import io.pinakes.datasets.parts.ForwardingParts;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.sentence.SentenceSplitter;
import java.nio.file.Path;

/** The real store and indexes, with which nothing can be read, parted or embedded. */
final class IdleParts extends ForwardingParts {
  IdleParts() {
    super(new StandardParts());
  }

  @Override
  public ModelSource models(Path folder) {
    return super.models(folder)
        .openedBy(
            name -> {
              throw new AssertionError("the model [" + name + "] is opened");
            });
  }

  @Override
  public Extractor openExtractor(Path tmp) {
    throw new AssertionError("what reads files is opened");
  }

  @Override
  public SentenceSplitter sentences() {
    throw new AssertionError("sentences are looked for");
  }
}
