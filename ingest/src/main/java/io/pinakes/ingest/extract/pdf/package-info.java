/**
 * PDF, read with PDFBox: {@link io.pinakes.ingest.extract.pdf.PdfReader} opens the file, {@code
 * LineCollector} takes the lines of each page from it, and {@code Paragraphs} joins them into
 * paragraphs and headings. XFA forms, scripts and attachments are never looked at.
 */
@NullMarked
package io.pinakes.ingest.extract.pdf;

import org.jspecify.annotations.NullMarked;
