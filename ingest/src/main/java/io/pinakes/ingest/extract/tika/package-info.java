/**
 * All formats: {@link io.pinakes.ingest.extract.tika.DocumentReader} tells the type of a file by
 * its bytes and its name with Tika's detectors, and hands it to the reader for that type. Office
 * formats are read with Tika's parsers, each named here: none is found by searching the class path,
 * so none that starts a program or does recognition of pictures can come in.
 *
 * <p>This runs in worker processes only.
 */
@NullMarked
package io.pinakes.ingest.extract.tika;

import org.jspecify.annotations.NullMarked;
