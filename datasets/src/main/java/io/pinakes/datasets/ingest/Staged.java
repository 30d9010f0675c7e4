package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.model.Document;

/** What the stager writes down. */
sealed interface Staged {
  /** A vector that was just made. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Vector(Cid chunk, byte[] encoded) implements Staged {}

  /** A chunk that the model does not take. */
  record Refused(Cid chunk, String why) implements Staged {}

  /** A document whose chunks all have vectors. */
  record Whole(DocumentJob job) implements Staged {}

  /** A file that was dealt with without a new document. */
  record Row(String path, FileRow row, long fileBytes) implements Staged {}

  /** A file that was deleted before it was read: what is known of it stays for the next walk. */
  record Gone(String path, long fileBytes) implements Staged {}

  /** A document that was there at another path; it is written anew under its own. */
  record Moved(String path, FileRow row, Document document, long fileBytes) implements Staged {}
}
