/**
 * What a home knows of the files that its datasets follow: {@link
 * io.pinakes.datasets.ledger.FileRow}, one a path, in the {@link
 * io.pinakes.datasets.ledger.Ledger}.
 *
 * <p>One file's way: a run that deals with it writes a row to the pending side of the ledger; when
 * the head names a manifest that says the same, the row is promoted. So the ledger never claims
 * more than the manifest holds, and a run that was killed finds what it had done.
 */
@NullMarked
package io.pinakes.datasets.ledger;

import org.jspecify.annotations.NullMarked;
