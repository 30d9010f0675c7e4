/**
 * What the tests of every module share: seeded randomness that prints its seed, and the way to the
 * test data. Other modules depend on it as core's test-jar.
 */
@NullMarked
package io.pinakes.core.testing;

import org.jspecify.annotations.NullMarked;
