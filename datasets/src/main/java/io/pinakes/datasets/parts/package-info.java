/**
 * What a bank is put together from: {@link io.pinakes.datasets.parts.Parts} opens stores, indexes,
 * models and extractors, so that tests and other programs can bring their own.
 */
@NullMarked
package io.pinakes.datasets.parts;

import org.jspecify.annotations.NullMarked;
