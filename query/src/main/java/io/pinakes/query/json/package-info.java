/**
 * The JSON documents that programs read, the same from the command line ({@code --json}) and from
 * the HTTP surfaces.
 *
 * <p>{@link io.pinakes.query.json.Json} makes a document that names its schema first; each other
 * class writes one kind of thing into such a document: hits, answers, datasets, documents, progress
 * and the reports of jobs.
 */
@NullMarked
package io.pinakes.query.json;

import org.jspecify.annotations.NullMarked;
