package io.pinakes.datasets.parts;

import io.pinakes.datasets.index.IndexKind;
import io.pinakes.datasets.index.LuceneIndexes;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.embed.CacheFolder;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.extract.worker.WorkerOptions;
import io.pinakes.ingest.extract.worker.WorkerPool;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import io.pinakes.vectorstore.lucene.LuceneOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The real ones: RocksDB, Lucene, extraction in child processes, OpenNLP, and the models of this
 * program and its home. Each is made when it is asked for, since a command that only reads needs
 * few of them.
 */
public final class StandardParts implements Parts {
  /** The parts of an ordinary home. */
  public StandardParts() {}

  @Override
  public Store openStore(Path folder, StoreOptions options) throws IOException {
    return RocksStore.open(folder, options);
  }

  @Override
  public IndexKind indexes() {
    return new LuceneIndexes(LuceneOptions.defaults());
  }

  @Override
  public ModelSource models(Path folder) {
    return ModelSource.of(folder);
  }

  @Override
  public Extractor openExtractor(Path tmp) {
    WorkerOptions options = WorkerOptions.defaults().withTemporaryFolder(tmp);
    return new WorkerPool(options.withCacheFolder(CacheFolder.standard()));
  }

  @Override
  public SentenceSplitter sentences() {
    return new OpenNlpSentences();
  }

  @Override
  public ChunkerOptions chunking() {
    return ChunkerOptions.DEFAULT;
  }
}
