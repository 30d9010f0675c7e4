package io.pinakes.ingest.extract.build;

import java.io.IOException;
import java.io.InputStream;

/** Reads the files inside a file: an archive's members, a mail's attachments. */
@FunctionalInterface
public interface EmbeddedFiles {

  /**
   * Reads one into the same document. One that cannot be read, or is of no use, is passed over.
   *
   * @param name as the container has it; its ending may help to tell the type
   * @param in its bytes, not closed here
   * @throws DocumentException if a limit of the whole document is passed
   * @throws IOException if the container itself cannot be read further
   */
  void read(String name, InputStream in) throws IOException;
}
