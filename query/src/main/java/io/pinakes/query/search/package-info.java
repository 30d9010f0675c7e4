/**
 * The steps of a search: {@link io.pinakes.query.search.Rankings} asks every dataset and fuses,
 * {@link io.pinakes.query.search.HitCheck} looks each candidate up in the manifest and folds
 * repetitions.
 */
@NullMarked
package io.pinakes.query.search;

import org.jspecify.annotations.NullMarked;
