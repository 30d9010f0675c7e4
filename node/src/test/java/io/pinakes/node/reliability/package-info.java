/**
 * What happens when processes are killed, disks fail or fill, and homes are damaged: nothing
 * acknowledged is lost.
 */
@NullMarked
package io.pinakes.node.reliability;

import org.jspecify.annotations.NullMarked;
