/** raw: {@link io.pinakes.ipfs.ipld.raw.Raw}, a block that is its bytes. */
@NullMarked
package io.pinakes.ipfs.ipld.raw;

import org.jspecify.annotations.NullMarked;
