package io.tastelake.serving.store;

import io.tastelake.store.StoredKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the keys that the online store holds with one that lies outside of it: AES-256-GCM (NIST
 * SP 800-38D) with a random nonce of 96 bits in front, bound to the name of what is encrypted.
 * Thread-safe.
 */
public final class Seal {

  /** Leaves keys as they are. */
  public static final Seal NONE = new Seal(Map.of());

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  private final SecureRandom random = new SecureRandom();

  /** By their names; the first one encrypts. */
  private final Map<String, SecretKeySpec> keys;

  private Seal(Map<String, SecretKeySpec> keys) {
    this.keys = keys;
  }

  /** A key of the store is encrypted with one that is not known here, or was changed. */
  public static final class BrokenSealException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    BrokenSealException(String message) {
      super(message);
    }
  }

  /**
   * The keys of a file, one a line in base64, the first of which encrypts.
   *
   * @throws IllegalArgumentException if it cannot be read, others may read it, or a line is no key;
   *     says what to do
   */
  public static Seal of(Path file) {
    Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    for (String line : lines(file)) {
      SecretKeySpec key = new SecretKeySpec(bytes(file, line), "AES");
      keys.put(name(key), key);
    }
    if (keys.isEmpty()) {
      throw noKey(file);
    }
    return new Seal(keys);
  }

  private static List<String> lines(Path file) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
        throw new IllegalArgumentException(
            "--key-file is open to other users: %s. Close it with chmod 600.".formatted(file));
      }
      return Files.readString(file, StandardCharsets.US_ASCII)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--key-file cannot be read: %s. Name a file that holds a key, such as openssl rand"
                  .formatted(file)
              + " -base64 32 makes.",
          e);
    }
  }

  private static byte[] bytes(Path file, String line) {
    try {
      byte[] bytes = Base64.getDecoder().decode(line);
      if (bytes.length == KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw noKey(file);
    }
    throw noKey(file);
  }

  private static IllegalArgumentException noKey(Path file) {
    return new IllegalArgumentException(
        "--key-file holds something else than keys: %s. Each line must be 32 bytes in base64, such"
                .formatted(file)
            + " as openssl rand -base64 32 makes.");
  }

  /** Tells nothing of the key but which one it is. */
  private static String name(SecretKeySpec key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(hash, 0, Long.BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What keys are encrypted with now. */
  private Optional<String> first() {
    return keys.keySet().stream().findFirst();
  }

  /** Whether a key is as {@link #close} would leave it. */
  public boolean isCurrent(StoredKey key) {
    return key.sealedBy().equals(first());
  }

  /**
   * Encrypts a key.
   *
   * @param name what it is the key of; it can be opened under this name alone
   */
  public StoredKey close(String name, byte[] key) {
    Optional<String> first = first();
    if (first.isEmpty()) {
      return new StoredKey(key, first);
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(first.get()), nonce, name);
      byte[] closed = cipher.doFinal(key);
      ByteBuffer whole = ByteBuffer.allocate(nonce.length + closed.length);
      return new StoredKey(whole.put(nonce).put(closed).array(), first);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  /**
   * The key that {@link #close} was given.
   *
   * @throws BrokenSealException if what it is encrypted with is not known here, or it was changed
   */
  public byte[] open(String name, StoredKey stored) {
    if (stored.sealedBy().isEmpty()) {
      return stored.value();
    }
    SecretKeySpec key = keys.get(stored.sealedBy().get());
    if (key == null) {
      throw new BrokenSealException(
          "The key '%s' of the online store is encrypted with %s, which --key-file does not hold. Add"
                  .formatted(name, stored.sealedBy().get())
              + " that key to the file, or, if it is lost, run 'admin seal-keys --discard-lost'.");
    }
    try {
      byte[] whole = stored.value();
      if (whole.length < NONCE_BYTES) {
        throw changed(name);
      }
      byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, key, nonce, name)
          .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
    } catch (AEADBadTagException e) {
      throw changed(name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  private static BrokenSealException changed(String name) {
    return new BrokenSealException(
        "The key '%s' of the online store is not what was stored there. Restore it, or run 'admin"
                .formatted(name)
            + " seal-keys --discard-lost'.");
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String name)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
