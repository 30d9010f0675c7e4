package io.pinakes.ipfs.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Forms in many cuts, whole and broken. */
class MultipartTest {
  private static final String BOUNDARY = "xyz";

  @Test
  void partsAreTheSameHoweverTheirBytesArrive() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      List<byte[]> contents = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        contents.add(nasty(random));
      }
      InputStream dripping = dripping(form(contents), random.split());
      Multipart form = Multipart.of(request(dripping));
      for (byte[] content : contents) {
        assertThat(form.next().orElseThrow().content().readAllBytes())
            .as("seed 7, round %d", round)
            .isEqualTo(content);
      }
      assertThat(form.next()).isEmpty();
      assertThat(form.next()).isEmpty();
    }
  }

  @Test
  void whatIsNotReadOfAPartIsPassedOver() throws IOException {
    Multipart form =
        Multipart.of(
            request(
                new ByteArrayInputStream(
                    form(List.of(new byte[200_000], "b".getBytes(StandardCharsets.UTF_8))))));
    assertThat(form.next().orElseThrow().content().read()).isZero();
    assertThat(form.next().orElseThrow().content().readAllBytes()).isEqualTo(new byte[] {'b'});
  }

  @Test
  void namesAreDecodedAsGoAndJavaScriptEncodeThem() throws IOException {
    assertThat(name("a%2Fb+c%C3%A4")).isEqualTo("a/b cä");
    assertThat(name("a%2Bb%20c.txt")).isEqualTo("a+b c.txt");
    assertThat(name("100%")).isEqualTo("100%");
  }

  private static String name(String encoded) throws IOException {
    String text =
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + encoded
            + "\"\r\nContent-Type: application/octet-stream; x=y\r\n\r\n\r\n--xyz--";
    Multipart.Part part = Multipart.of(request(text)).next().orElseThrow();
    assertThat(part.mediaType()).isEqualTo("application/octet-stream");
    return part.fileName();
  }

  @Test
  void aFormThatEndsInTheMiddleIsNoForm() throws IOException {
    byte[] whole = form(List.of("content".getBytes(StandardCharsets.UTF_8)));
    // The last two bytes are the line end behind the last delimiter, which nobody needs.
    for (int length = 0; length < whole.length - 4; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> readAll(Multipart.of(request(new ByteArrayInputStream(cut)))))
          .as("cut at %d", length)
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aHeadWithoutAnEndIsRefused() throws IOException {
    Multipart form = Multipart.of(request("--xyz\r\nA: " + "a".repeat(100_000)));
    assertThatThrownBy(form::next).isInstanceOf(IOException.class).hasMessageContaining("head");
  }

  @Test
  void whatIsNoFormIsRefused() {
    ApiRequest plain =
        new ApiRequest(
            "POST",
            "/",
            Parameters.parse(""),
            Map.of("content-type", "text/plain"),
            InputStream.nullInputStream());
    assertThatThrownBy(() -> Multipart.of(plain)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void readAll(Multipart form) throws IOException {
    for (Optional<Multipart.Part> part = form.next(); part.isPresent(); part = form.next()) {
      part.get().content().readAllBytes();
    }
  }

  /** Content full of what a delimiter begins with. */
  private static byte[] nasty(SplittableRandom random) {
    String[] pieces = {"\r", "\n", "\r\n", "\r\n-", "\r\n--", "\r\n--xy", "--xyz", "a", "zzz"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    String nasty = text.toString();
    while (nasty.contains("\r\n--xyz")) {
      nasty = nasty.replace("\r\n--xyz", "");
    }
    return nasty.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] form(List<byte[]> contents) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      form.writeBytes("--xyz\r\nContent-Type: a/b\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      form.writeBytes(content);
      form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.writeBytes("--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  private static InputStream dripping(byte[] bytes, SplittableRandom random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 1 + random.nextInt(9)));
      }
    };
  }

  private static ApiRequest request(String body) {
    return request(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static ApiRequest request(InputStream body) {
    return new ApiRequest(
        "POST",
        "/",
        Parameters.parse(""),
        Map.of("content-type", "multipart/form-data; boundary=" + BOUNDARY),
        body);
  }
}
