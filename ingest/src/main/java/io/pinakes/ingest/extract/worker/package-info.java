/**
 * Extraction in child processes: documents are hostile until parsed.
 *
 * <p>{@link io.pinakes.ingest.extract.worker.WorkerPool} keeps a few JVMs that run {@code
 * WorkerMain}. Each of its threads owns one of them: it takes a job, streams the file's bytes into
 * the child's standard input, and reads the document from the child's standard output. One watchdog
 * kills the child whose job overruns. A child that dies costs the file it was at, and is replaced.
 *
 * <h2>Frames</h2>
 *
 * All numbers are big endian. To the child, a request:
 *
 * <pre>
 * magic      4   "PKX1"
 * extension  2 + n, modified UTF-8, at most 16 characters
 * body       chunks: length 4 (1 to 65,536), then the bytes; 0 ends it, -1 gives the request up
 * </pre>
 *
 * From the child, once when it is ready, the four bytes {@code PKH1}; then a reply a request:
 *
 * <pre>
 * magic      4   "PKR1" a document, "PKF1" a failure
 * document:  text 4 + n, UTF-8; media type, title, language, date 4 + n each, empty if absent;
 *            spans 4, then each: kind 1, flags 1 (header), level 1, start 4, end 4, page 4, table 4
 * failure:   reason 4 + n, detail 4 + n, UTF-8
 * </pre>
 *
 * Every length is checked against its limit before memory is taken. A given-up request has no
 * reply. The child ends when its standard input does, so it never outlives its parent.
 */
@NullMarked
package io.pinakes.ingest.extract.worker;

import org.jspecify.annotations.NullMarked;
