/** One Lucene index a dataset: HNSW vectors and BM25 text. */
@NullMarked
package io.pinakes.vectorstore;

import org.jspecify.annotations.NullMarked;
