/** Files in, chunks with vectors out: Tika, OpenNLP, DJL. */
@NullMarked
package io.pinakes.ingest;

import org.jspecify.annotations.NullMarked;
