/**
 * Formats that are text: plain, reStructuredText, AsciiDoc, source code, CSV, JSON and XML. {@link
 * io.pinakes.ingest.extract.text.TextDecoder} finds the encoding; the readers find the structure.
 */
@NullMarked
package io.pinakes.ingest.extract.text;

import org.jspecify.annotations.NullMarked;
