package io.pinakes.datasets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.index.IndexKind;
import io.pinakes.datasets.parts.ForwardingParts;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.testing.SmallParts;
import io.pinakes.datasets.testing.TestHome;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a purge leaves in the files of a store and an index as users have them. */
class PurgedFilesIT {
  private static final String SECRET = "xylophonist";

  @TempDir Path tmp;

  @Test
  void afterAPurgeNoFileOfTheHomeHoldsTheText() throws IOException {
    try (TestHome home = new TestHome(tmp, new FileParts())) {
      // So much else that what is purged is not worth a rewrite for its room.
      SplittableRandom words = new SplittableRandom(7);
      for (int i = 0; i < 40; i++) {
        home.write("other" + i + ".txt", text("", words));
      }
      home.write("secret.txt", text(SECRET, words));
      home.ingest();
      home.wait(Duration.ofHours(2));
      home.delete("secret.txt");
      home.ingest();
      home.reopen();
      assertThat(filesWith(SECRET)).as("while an older version has it").isNotEmpty();

      assertThat(
              home.bank()
                  .writer("papers")
                  .removeDocument("files/secret.txt", true, ProgressListener.NONE))
          .isPresent();

      assertThat(filesWith(SECRET)).as("while the home is open").isEmpty();
      assertThat(home.bank().checkUp("papers").isSound()).isTrue();
    }
    assertThat(filesWith(SECRET)).as("when it is closed").isEmpty();
  }

  /**
   * Some 4 KiB, so that the blocks lie in the files of large values, which are written anew last.
   */
  private static String text(String word, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      text.append(Long.toString(random.nextLong(1L << 40), 36)).append(i % 12 == 11 ? ".\n" : " ");
      if (i % 50 == 0) {
        text.append(word).append(i).append(' ');
      }
    }
    return text.toString();
  }

  /** Looks again where a store that is open took a file away meanwhile, or gave it another name. */
  private List<Path> filesWith(String word) throws IOException {
    while (true) {
      try {
        return filesNowWith(word);
      } catch (NoSuchFileException | UncheckedIOException e) {
        Throwable why = e instanceof UncheckedIOException ? e.getCause() : e;
        if (!(why instanceof NoSuchFileException)) {
          throw e;
        }
      }
    }
  }

  private List<Path> filesNowWith(String word) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.walk(tmp.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** Stores and indexes in files; all else small. */
  private static final class FileParts extends ForwardingParts {
    private final Parts files = new StandardParts();

    FileParts() {
      super(new SmallParts());
    }

    @Override
    public Store openStore(Path folder, StoreOptions options) throws IOException {
      return files.openStore(folder, options);
    }

    @Override
    public IndexKind indexes() {
      return files.indexes();
    }
  }
}
