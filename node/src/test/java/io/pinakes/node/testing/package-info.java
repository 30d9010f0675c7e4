/**
 * What tests of the whole program share: real processes of it, and folders of documents made from a
 * seed.
 */
@NullMarked
package io.pinakes.node.testing;

import org.jspecify.annotations.NullMarked;
