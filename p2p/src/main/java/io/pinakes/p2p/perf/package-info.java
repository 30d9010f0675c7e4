/**
 * perf, {@code /perf/1.0.0}: so many bytes there, so many back, on libp2p's public axis of figures.
 */
@NullMarked
package io.pinakes.p2p.perf;

import org.jspecify.annotations.NullMarked;
