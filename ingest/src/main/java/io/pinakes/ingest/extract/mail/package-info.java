/** Mails (RFC 5322 with MIME) and mailboxes of them, read with mime4j. */
@NullMarked
package io.pinakes.ingest.extract.mail;

import org.jspecify.annotations.NullMarked;
