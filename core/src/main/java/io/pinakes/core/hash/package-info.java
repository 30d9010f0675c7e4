/**
 * Hash functions by their multicodec numbers: {@link io.pinakes.core.hash.HashFunctions} finds one,
 * {@link io.pinakes.core.hash.HashFunction} hashes.
 *
 * <p>SHA-1, SHA-2 and SHA-3 are the JDK's. It has no BLAKE, no Keccak with the original padding and
 * no MurmurHash, so these are written here from their specifications: straight, without
 * parallelism, and held against another implementation by the tests. All of them take a block that
 * is in memory whole, as every block is.
 */
@NullMarked
package io.pinakes.core.hash;

import org.jspecify.annotations.NullMarked;
