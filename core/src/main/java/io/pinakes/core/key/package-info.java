/**
 * Who signs: a {@link io.pinakes.core.key.PrivateKey} makes signatures, its {@link
 * io.pinakes.core.key.PublicKey} checks them, and the {@link io.pinakes.core.key.PeerId} is the
 * short name of that public key.
 *
 * <p>One item's way: a key arrives as protobuf bytes from a peer or a file, {@code KeyProtobuf}
 * splits type from data, {@code KeyMaterial} checks the data, and only then is there a key object;
 * whoever holds one may trust that its bytes are well formed and canonical. It signs and verifies
 * through the {@link io.pinakes.core.key.SignatureScheme} of its type. Source: the libp2p
 * specification of peer ids, which fixes the encodings because names are hashes of them.
 */
@NullMarked
package io.pinakes.core.key;

import org.jspecify.annotations.NullMarked;
