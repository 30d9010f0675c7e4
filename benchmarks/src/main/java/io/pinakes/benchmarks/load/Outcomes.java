package io.pinakes.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What came of each question, in the order of their times: when it was to be sent and how long
 * after that its answer was there, in nanoseconds, its status, and how long the server embedded it.
 */
final class Outcomes {
  /** Given up: no answer in time, or none that could be read. */
  static final int NONE = 0;

  /** The status was 200, but the answer does not hold what a good one does. */
  static final int WRONG = 1;

  private final long[] at;
  private final long[] took;
  private final int[] status;
  private final long[] embedding;

  /** Of so many questions, all of them without an answer yet. */
  Outcomes(long[] at) {
    this.at = at;
    this.took = new long[at.length];
    this.status = new int[at.length];
    this.embedding = new long[at.length];
  }

  int size() {
    return at.length;
  }

  long at(int i) {
    return at[i];
  }

  long took(int i) {
    return took[i];
  }

  int status(int i) {
    return status[i];
  }

  long embedding(int i) {
    return embedding[i];
  }

  void set(int i, long tookNanos, int itsStatus, long embeddingNanos) {
    took[i] = tookNanos;
    status[i] = itsStatus;
    embedding[i] = embeddingNanos;
  }

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(at.length);
      for (int i = 0; i < at.length; i++) {
        out.writeLong(at[i]);
        out.writeLong(took[i]);
        out.writeInt(status[i]);
        out.writeLong(embedding[i]);
      }
    }
  }

  static Outcomes read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      if (count < 0 || count > Files.size(file) / (3 * Long.BYTES)) {
        throw new IOException("[" + count + "] outcomes in [" + Files.size(file) + "] bytes");
      }
      Outcomes outcomes = new Outcomes(new long[count]);
      for (int i = 0; i < count; i++) {
        outcomes.at[i] = in.readLong();
        outcomes.set(i, in.readLong(), in.readInt(), in.readLong());
      }
      return outcomes;
    }
  }
}
