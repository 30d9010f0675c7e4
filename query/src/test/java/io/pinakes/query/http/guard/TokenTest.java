package io.pinakes.query.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
  /** In base64url all of its bytes would be dashes or underscores. */
  private static final RandomGenerator ONES = () -> -1L;

  @TempDir Path home;

  @Test
  void whatIsMadeIsNoOptionWhereItIsTypedAsAnArgument() throws IOException {
    Token.ensure(home, ONES);
    assertThat(Files.readString(Token.file(home)).strip()).matches("[0-9a-f]{64}");
  }

  @Test
  void whatIsMadeIsItsOwnersAloneAndStays() throws IOException {
    Token made = Token.ensure(home, ONES);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Token.file(home))))
        .isEqualTo("rw-------");
    Token again = Token.ensure(home, () -> 0L);
    assertThat(again.shownBy(made.header())).isTrue();
    assertThat(again.proof("x")).isEqualTo(made.proof("x")).isNotEqualTo(made.proof("y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic %s", "%s", "Bearer %s0", "Bearer 0%s"})
  void anythingElseDoesNotShowIt(String header) throws IOException {
    Token token = Token.ensure(home, ONES);
    String secret = Files.readString(Token.file(home)).strip();
    assertThat(token.shownBy(header.replace("%s", secret))).isFalse();
    assertThat(token.shownBy("bEARER " + secret + " ")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with spaces in it, but long enough to be one"})
  void aFileThatHoldsNoneIsRefused(String content) throws IOException {
    Token.ensure(home, ONES);
    Files.writeString(Token.file(home), content);
    assertThatThrownBy(() -> Token.read(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no token")
        .hasMessageContaining("delete the file; `pinakes serve` makes a new one");
  }

  @Test
  void aFileThatIsTooLongIsRefusedWithWhatToDo() throws IOException {
    Token.ensure(home, ONES);
    Files.writeString(Token.file(home), "a".repeat(2_000));
    assertThatThrownBy(() -> Token.read(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long for a token: delete the file; `pinakes serve` makes");
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws IOException {
    Token.ensure(home, ONES);
    Files.setPosixFilePermissions(Token.file(home), PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> Token.read(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("others can read")
        .hasMessageContaining("delete the file; `pinakes serve` makes a new one");
  }
}
