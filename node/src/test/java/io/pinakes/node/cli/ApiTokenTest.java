package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTokenTest {
  @TempDir Path home;

  @Test
  void isMadeOnceForItsOwnerAndCanBeTypedAsAnArgument() throws IOException {
    Files.createDirectories(home.resolve("keys"));
    String token = ApiToken.of(home);
    assertThat(token).matches("[0-9a-f]{48}").isEqualTo(ApiToken.of(home));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ApiToken.file(home))))
        .isEqualTo("rw-------");
  }
}
