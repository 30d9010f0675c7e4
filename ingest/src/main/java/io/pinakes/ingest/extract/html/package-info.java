/**
 * HTML, and whatever arrives as HTML-like events: {@link
 * io.pinakes.ingest.extract.html.MarkupWriter} turns elements into blocks; {@link
 * io.pinakes.ingest.extract.html.HtmlReader} feeds it with jsoup's tree, and the office readers
 * with Tika's events.
 */
@NullMarked
package io.pinakes.ingest.extract.html;

import org.jspecify.annotations.NullMarked;
