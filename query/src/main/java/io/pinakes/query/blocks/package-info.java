/**
 * Work on the blocks of a home, which a command does itself or has a node do: the same either way.
 *
 * <p>{@link io.pinakes.query.blocks.Works} makes a {@link io.pinakes.query.blocks.Work} of its kind
 * and its particulars, which are a JSON object: files of the disk become blocks, archives are taken
 * in, graphs and datasets are pulled from whoever has them, roots are pinned. It tells a {@link
 * io.pinakes.query.blocks.WorkListener} how far it is, and ends in the document that its command
 * prints.
 */
@NullMarked
package io.pinakes.query.blocks;

import org.jspecify.annotations.NullMarked;
