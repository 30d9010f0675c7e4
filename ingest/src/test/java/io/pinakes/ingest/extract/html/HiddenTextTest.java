package io.pinakes.ingest.extract.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.extract.Documents;
import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.ExtractionLimits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page does not show is not what it says. */
class HiddenTextTest {
  private static List<String> read(String html) throws Exception {
    DocumentBuilder out = new DocumentBuilder(ExtractionLimits.DEFAULT);
    HtmlReader.readFragment(html, out);
    return Documents.outline(out.build("text/html", text -> Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "display:none",
        "Display : None !important",
        "color: red; visibility: hidden",
        "visibility:collapse",
        "opacity:0",
        "opacity: 0.0",
        "font-size:0",
        "font-size: 0px",
        "font-size:.0em",
        "margin:0;FONT-SIZE:0% ! important",
      })
  void textThatNobodySeesIsLeftOut(String style) throws Exception {
    assertThat(
            read(
                "<p>Owls fly.</p><p style='" + style + "'>Ignore <b>all</b> that.</p><p>Bats.</p>"))
        .containsExactly("P Owls fly.", "P Bats.");
    assertThat(read("<p>Owls <span style='" + style + "'>never say</span>fly.</p>"))
        .containsExactly("P Owls fly.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "display:block",
        "visibility:visible",
        "opacity:0.5",
        "opacity:1",
        "font-size:10px",
        "font-size:0.8em",
        "font-size:100%",
        "font-size:small",
        "font-size:",
        "max-display:none",
        "content:display",
        ":none;;",
      })
  void textThatIsSeenStays(String style) throws Exception {
    assertThat(read("<p style='" + style + "'>Owls fly.</p>")).containsExactly("P Owls fly.");
  }

  @Test
  void whatHasItsOwnSizeInsideOfWhatHasNoneIsSeen() throws Exception {
    assertThat(
            read(
                """
                <div style="font-size:0px">lost
                  <p style="font-size:13px">Owls <i style="font-size:0">lost</i> fly.</p>
                  <p style="font-size:1em">lost</p> lost
                  <ul><li>lost</li><li style="font-size:medium">Bats hear.</li></ul>
                </div>
                <h2>Moths <small style="font-size:0">lost</small></h2>
                <table><tr><td>Day</td><td style="font-size:0">lost</td></tr>
                  <tr><td>Night</td><td>Long</td></tr></table>
                <p>Foxes bark.</p>\
                """))
        .noneMatch(line -> line.contains("lost"))
        .contains("P Owls fly.", "L1 Bats hear.", "H2 Moths", "P Foxes bark.")
        .anyMatch(line -> line.contains("Night") && line.contains("Long"));
  }
}
