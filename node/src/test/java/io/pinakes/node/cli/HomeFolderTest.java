package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HomeFolderTest {
  private static final Map<String, String> USER = Map.of("HOME", "/home/reader");

  @Test
  void anOptionBeatsTheEnvironment() {
    Map<String, String> environment = Map.of("PINAKES_HOME", "/variable", "HOME", "/home/reader");
    assertThat(HomeFolder.choose(Path.of("/option"), environment, "Linux"))
        .isEqualTo(Path.of("/option"));
  }

  @Test
  void theVariableBeatsTheUsersDataFolder() {
    Map<String, String> environment = Map.of("PINAKES_HOME", "/variable", "XDG_DATA_HOME", "/xdg");
    assertThat(HomeFolder.choose(null, environment, "Linux")).isEqualTo(Path.of("/variable"));
  }

  @Test
  void withoutEitherItIsThePlatformsFolderForData() {
    assertThat(HomeFolder.choose(null, USER, "Linux"))
        .isEqualTo(Path.of("/home/reader/.local/share/pinakes"));
    assertThat(HomeFolder.choose(null, USER, "Mac OS X"))
        .isEqualTo(Path.of("/home/reader/Library/Application Support/pinakes"));
    assertThat(HomeFolder.choose(null, Map.of("XDG_DATA_HOME", "/xdg"), "Linux"))
        .isEqualTo(Path.of("/xdg/pinakes"));
  }

  @Test
  void aRelativeFolderIsMadeAbsoluteAtOnce() {
    assertThat(HomeFolder.choose(Path.of("bank"), USER, "Linux"))
        .isAbsolute()
        .endsWithRaw(Path.of("bank"));
  }
}
