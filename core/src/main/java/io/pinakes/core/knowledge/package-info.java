/**
 * The types of the knowledge bank that every module shares: what a model is ({@link
 * io.pinakes.core.knowledge.ModelSpec}), how a vector is kept ({@link
 * io.pinakes.core.knowledge.HalfFloats}), and which pages a text stands on ({@link
 * io.pinakes.core.knowledge.Pages}).
 */
@NullMarked
package io.pinakes.core.knowledge;

import org.jspecify.annotations.NullMarked;
