/**
 * The console: the node's own pages for people, from {@code /}.
 *
 * <p>{@link io.pinakes.query.http.console.ConsoleSurface} gives out what lies beside these classes
 * as resources: one page, its style sheet and its modules, written by hand, with no asset from
 * elsewhere. They say nothing of the home, so that everybody who can reach the port may read them;
 * what they show they ask of {@code /api/v1}, as any program does.
 *
 * <p>Text of documents is data: the page's policy forbids inline script and style and every way of
 * turning a string into markup. PDF files are drawn by pdf.js, out of its own archive on the class
 * path ({@code PdfLibrary}), in a frame ({@code PdfFrame}) that has no origin, no token and no
 * network: the page hands it the bytes.
 */
@NullMarked
package io.pinakes.query.http.console;

import org.jspecify.annotations.NullMarked;
