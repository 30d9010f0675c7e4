/**
 * The contract given out: as JSON for programs, and as a page for people that draws it, with no
 * asset from elsewhere.
 */
@NullMarked
package io.pinakes.query.http.docs;

import org.jspecify.annotations.NullMarked;
