/** Markdown (CommonMark with tables and front matter), read with commonmark-java. */
@NullMarked
package io.pinakes.ingest.extract.markdown;

import org.jspecify.annotations.NullMarked;
