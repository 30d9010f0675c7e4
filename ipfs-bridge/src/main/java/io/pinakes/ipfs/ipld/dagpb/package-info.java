/**
 * dag-pb: {@link io.pinakes.ipfs.ipld.dagpb.DagPb}, the codec of UnixFS, whose own types are {@link
 * io.pinakes.ipfs.ipld.dagpb.PbNode} and {@link io.pinakes.ipfs.ipld.dagpb.PbLink}.
 *
 * <p>Written by hand because the format puts links (field 2) before data (field 1), which a library
 * for protobuf does not.
 */
@NullMarked
package io.pinakes.ipfs.ipld.dagpb;

import org.jspecify.annotations.NullMarked;
