package io.pinakes.ingest.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.ingest.extract.Documents;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.Content;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.build.ExtractionLimits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs wrote to a terminal is text; what only has few letters in it is none. */
class TerminalFilesTest {
  private static ExtractedDocument read(byte[] bytes, String extension) throws Exception {
    return new DocumentReader(ExtractionLimits.DEFAULT, text -> Optional.empty())
        .read(Content.of(bytes), extension);
  }

  @ParameterizedTest
  @ValueSource(strings = {"txt", "md", "log", "out", ""})
  void aColouredCaptureIsReadWithoutItsColours(String extension) throws Exception {
    for (String capture :
        new String[] {
          "\u001B[31mRED\u001B[0m",
          "build \u001B[1;31mRED\u001B[0m\u0007 and done",
          "RE\bED \fand more \u001B[0m"
        }) {
      ExtractedDocument document = read(capture.getBytes(StandardCharsets.UTF_8), extension);
      Documents.assertSound(document);
      assertThat(document.text()).as(extension).doesNotContain("[31m", "[0m", "[1;");
      assertThat(document.text()).contains("RE").doesNotContain("\u001B");
    }
  }

  @Test
  void whatOtherwiseIsMarkdownStaysMarkdown() throws Exception {
    String capture = "# A \u001B[1mheading\u001B[0m\n\nand words\n";
    ExtractedDocument document = read(capture.getBytes(StandardCharsets.UTF_8), "md");
    assertThat(document.mediaType()).isEqualTo("text/markdown");
    assertThat(Documents.outline(document)).containsExactly("H1 A heading", "P and words");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001B[31m\u0000\u0000\u0000red",
        "\u001B\u001B\u001B\u001B\u001Bab",
        "a\u001B\u0001\u0002\u0003\u0004\u0005\u0006b"
      })
  void aBinaryFileIsRefusedWhateverItIsCalled(String content) {
    for (String extension : new String[] {"txt", "md", ""}) {
      assertThatThrownBy(() -> read(content.getBytes(StandardCharsets.UTF_8), extension))
          .isInstanceOfSatisfying(
              DocumentException.class,
              e -> assertThat(e.reason()).isEqualTo(FailureReason.UNSUPPORTED));
    }
  }
}
