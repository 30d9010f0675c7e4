/**
 * The types of the knowledge bank that every module shares: what a model is ({@link
 * io.pinakes.core.knowledge.ModelSpec}), and how a vector is kept ({@link
 * io.pinakes.core.knowledge.HalfFloats}).
 */
@NullMarked
package io.pinakes.core.knowledge;

import org.jspecify.annotations.NullMarked;
