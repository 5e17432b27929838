package io.tastelake.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.store.StoredKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key file encrypts, it alone opens. */
class SealTest {

  private static final byte[] KEY =
      "what tokens are signed with, you".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private Path file(String content, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String line(int seed) {
    byte[] bytes = new byte[32];
    bytes[7] = (byte) seed;
    return Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  private Seal seal(String content) throws IOException {
    return Seal.of(file(content, "rw-r-----"));
  }

  @Test
  void whatIsClosedOpensUnderItsNameWithItsKeyAlone() throws IOException {
    Seal seal = seal(line(1));
    StoredKey closed = seal.close("first", KEY);
    assertThat(seal.open("first", closed)).isEqualTo(KEY);
    assertThat(seal.isCurrent(closed)).isTrue();
    assertThat(seal.close("first", KEY).value()).as("a nonce each").isNotEqualTo(closed.value());
    assertThat(new String(closed.value(), StandardCharsets.ISO_8859_1))
        .doesNotContain("tokens are signed");
    assertThatThrownBy(() -> seal.open("second", closed))
        .isInstanceOf(Seal.BrokenSealException.class);
    Seal other = seal(line(2));
    assertThatThrownBy(() -> other.open("first", closed))
        .isInstanceOf(Seal.BrokenSealException.class)
        .hasMessageContaining("--key-file does not hold");
    assertThatThrownBy(() -> Seal.NONE.open("first", closed))
        .isInstanceOf(Seal.BrokenSealException.class);
  }

  @Test
  void whatWasChangedIsRefused() throws IOException {
    Seal seal = seal(line(1));
    StoredKey closed = seal.close("first", KEY);
    for (int i = 0; i < closed.value().length; i++) {
      byte[] changed = closed.value().clone();
      changed[i] ^= 1;
      StoredKey stored = new StoredKey(changed, closed.sealedBy());
      assertThatThrownBy(() -> seal.open("first", stored))
          .isInstanceOf(Seal.BrokenSealException.class);
    }
    StoredKey cut = new StoredKey(new byte[5], closed.sealedBy());
    assertThatThrownBy(() -> seal.open("first", cut)).isInstanceOf(Seal.BrokenSealException.class);
  }

  @Test
  void theFirstKeyEncryptsAndAllOpen() throws IOException {
    StoredKey old = seal(line(1)).close("first", KEY);
    Seal both = seal(line(2) + "\n" + line(1));
    assertThat(both.open("first", old)).isEqualTo(KEY);
    assertThat(both.isCurrent(old)).isFalse();
    assertThat(seal(line(2)).open("first", both.close("first", KEY))).isEqualTo(KEY);
  }

  @Test
  void withoutAFileKeysAreAsTheyAre() {
    StoredKey stored = Seal.NONE.close("first", KEY);
    assertThat(stored.value()).isEqualTo(KEY);
    assertThat(stored.sealedBy()).isEqualTo(Optional.empty());
    assertThat(Seal.NONE.open("first", stored)).isEqualTo(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-----w-"})
  void aFileThatOthersMayReadOrWriteIsRefused(String permissions) throws IOException {
    Path file = file(line(1), permissions);
    assertThatThrownBy(() -> Seal.of(file)).hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "a password", "AAAA", "AAAA\nAAAA"})
  void whatIsNoKeyIsRefusedAndNotQuoted(String content) throws IOException {
    Path file = file(content, "rw-------");
    assertThatThrownBy(() -> Seal.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes in base64")
        .hasMessageNotContaining("a password");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Seal.of(folder.resolve("none"))).hasMessageContaining("--key-file");
  }
}
