/** Tests of the search tree. */
@NullMarked
package io.pinakes.datasets.model.tree;

import org.jspecify.annotations.NullMarked;
