/**
 * dag-json: {@link io.pinakes.ipfs.ipld.dagjson.DagJson}, the data model as people read it.
 *
 * <p>Jackson takes JSON apart into tokens; what those tokens mean as nodes, in which order keys
 * stand and how floats are spelled is decided here.
 */
@NullMarked
package io.pinakes.ipfs.ipld.dagjson;

import org.jspecify.annotations.NullMarked;
