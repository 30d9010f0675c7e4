package io.pinakes.ingest.chunk;

import java.util.List;

/**
 * Units of one section that are packed together.
 *
 * @param units in reading order, at least one
 * @param header the header rows of a long table, on one line, for its second and later pieces;
 *     empty otherwise
 */
record Run(List<Unit> units, String header) {}
