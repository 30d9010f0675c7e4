/**
 * Messages as bytes: {@link io.pinakes.p2p.wire.ProtobufReader} and {@link
 * io.pinakes.p2p.wire.ProtobufWriter}, by hand, because what is signed must have one encoding and
 * what is read must be bounded before memory is taken. Pure.
 */
@NullMarked
package io.pinakes.p2p.wire;

import org.jspecify.annotations.NullMarked;
