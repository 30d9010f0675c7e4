/**
 * From one embedding model to another: {@link io.pinakes.datasets.migrate.ModelChange} embeds every
 * chunk of a dataset anew beside what is there, and cuts over at once.
 */
@NullMarked
package io.pinakes.datasets.migrate;

import org.jspecify.annotations.NullMarked;
