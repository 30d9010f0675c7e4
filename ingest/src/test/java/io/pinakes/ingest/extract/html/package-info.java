@NullMarked
package io.pinakes.ingest.extract.html;

import org.jspecify.annotations.NullMarked;
