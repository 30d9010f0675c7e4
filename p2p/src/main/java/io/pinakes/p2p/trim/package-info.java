/**
 * Who has to go when there are too many: {@link io.pinakes.p2p.trim.TrimPlan} chooses among
 * connections by {@link io.pinakes.p2p.trim.TrimLimits}. Pure.
 */
@NullMarked
package io.pinakes.p2p.trim;

import org.jspecify.annotations.NullMarked;
