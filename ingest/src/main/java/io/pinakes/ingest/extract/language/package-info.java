/** The language of a document, told by OpenNLP's model of 183 languages. */
@NullMarked
package io.pinakes.ingest.extract.language;

import org.jspecify.annotations.NullMarked;
