package io.tastelake.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority that issues certificates for servers on loopback. It is made by the JDK's own
 * keytool, as an operator would.
 */
public final class TestAuthority {

  /** Of every key store that it makes. */
  public static final String PASSWORD = "changeit";

  private static final String CA = "ca";
  private static final String SERVER = "server";
  private static final long TIMEOUT_SECONDS = 60;

  private final Path folder;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  /** A new one, that keeps all that it makes in {@code folder}. */
  public static TestAuthority in(Path folder) {
    try {
      TestAuthority authority = new TestAuthority(Files.createDirectories(folder));
      authority.key(CA, "CN=" + folder.getFileName(), "-ext", "bc:critical=ca:true");
      authority.writePem(authority.certificate(), "CERTIFICATE", CA);
      return authority;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("No certificates can be made", e);
    }
  }

  /** Its own certificate: what whoever trusts it has. */
  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  /** A key store with the key and the certificate of a server at 127.0.0.1. */
  public Path serverKeys() {
    return folder.resolve(SERVER + ".p12");
  }

  /** The server's certificate, and nothing else. */
  public Path serverCertificate() {
    return folder.resolve("server.pem");
  }

  /** The server's key, for its owner's eyes. */
  public Path serverKey() {
    return folder.resolve("server.key");
  }

  /** Issues the server's certificate. */
  public TestAuthority withServer() {
    try {
      key(SERVER, "CN=server");
      Path request = folder.resolve("server.csr");
      store(SERVER, "-certreq", "-alias", SERVER, "-file", request.toString());
      store(
          CA,
          "-gencert",
          "-alias",
          CA,
          "-rfc",
          "-ext",
          "san=ip:127.0.0.1",
          "-infile",
          request.toString(),
          "-outfile",
          serverCertificate().toString());
      store(SERVER, "-importcert", "-noprompt", "-alias", CA, "-file", certificate().toString());
      store(SERVER, "-importcert", "-alias", SERVER, "-file", serverCertificate().toString());
      writePem(serverKey(), "PRIVATE KEY", SERVER);
      return this;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("No certificate can be issued", e);
    }
  }

  private void key(String alias, String name, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", name, "-validity", "2"));
    arguments.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    arguments.addAll(List.of(more));
    store(alias, arguments.toArray(String[]::new));
  }

  private void store(String alias, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", folder.resolve(alias + ".p12").toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Path said = folder.resolve("keytool.log");
    try {
      Process keytool =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
              .start();
      if (!keytool.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IllegalStateException(command + ": " + Files.readString(said));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void writePem(Path file, String kind, String alias)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(alias + ".p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] content =
        kind.equals("CERTIFICATE")
            ? keys.getCertificate(alias).getEncoded()
            : keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
