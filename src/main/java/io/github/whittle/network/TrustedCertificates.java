package io.github.whittle.network;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates that are trusted for a host beside those of the JDK, and those that we show it: the
 * folders of docker and podman that are named like the host, and one file.
 *
 * @param folders {@code certs.d}
 * @param file of authorities that are trusted for every host
 * @param progress is told of folders that are not ours to read
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-certs.d.5.md">containers-certs.d(5)</a>
 */
public record TrustedCertificates(List<Path> folders, Optional<Path> file, Progress progress) {
  private static final char[] NO_PASSWORD = {};

  public TrustedCertificates {
    folders = List.copyOf(folders);
  }

  public static TrustedCertificates none() {
    return new TrustedCertificates(List.of(), Optional.empty(), Progress.silent());
  }

  /**
   * The folders where docker and podman look.
   *
   * @param homes the user's
   */
  public static TrustedCertificates usual(
      List<Path> homes, Optional<Path> file, Progress progress) {
    var configs = homes.stream().map(home -> home.resolve(".config"));
    return new TrustedCertificates(
        Stream.concat(Stream.of(Path.of("/etc")), configs)
            .flatMap(
                config ->
                    Stream.of(
                        config.resolve("docker/certs.d"), config.resolve("containers/certs.d")))
            .toList(),
        file,
        progress);
  }

  /**
   * How TLS is spoken to a host; nothing if nobody said anything of it.
   *
   * @param authority {@code host[:port]}
   * @throws InvalidInputException if a file is none of its kind
   */
  public Optional<SSLContext> context(String authority) {
    var authorities = new ArrayList<X509Certificate>();
    file.map(pem -> new Pem(pem, "<registryCertificates> '%s'".formatted(pem)))
        .ifPresent(pem -> authorities.addAll(pem.certificates()));
    files(authority, ".crt").forEach(pem -> authorities.addAll(new Pem(pem).certificates()));
    var own = files(authority, ".cert");
    files(authority, ".key").forEach(TrustedCertificates::checkCertificate);
    if (authorities.isEmpty() && own.isEmpty()) {
      return Optional.empty();
    }
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(own).getKeyManagers(), trusting(authorities).getTrustManagers(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot do TLS", e);
    }
  }

  private List<Path> files(String authority, String ending) {
    return folders.stream()
        .flatMap(folder -> files(folder.resolve(name(authority)), ending))
        .toList();
  }

  /** Docker Hub's folder has the name that users know; Windows knows no colon in names. */
  private static String name(String authority) {
    var name = authority.equals("registry-1.docker.io") ? "docker.io" : authority;
    return File.separatorChar == '/' ? name : name.replace(":", "");
  }

  /** A folder that only others may read is theirs; podman passes it over, too. */
  private Stream<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (AccessDeniedException e) {
      progress.debug("passed over, since it may not be read: '%s'".formatted(folder));
      return Stream.empty();
    } catch (IOException e) {
      throw new InvalidInputException("'%s' cannot be read: %s".formatted(folder, e), e);
    }
  }

  private static TrustManagerFactory trusting(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    var store = empty();
    for (var authority : ofJdk()) {
      store.setCertificateEntry("jdk" + store.size(), authority);
    }
    for (var authority : authorities) {
      store.setCertificateEntry("own" + store.size(), authority);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static List<X509Certificate> ofJdk() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
        .toList();
  }

  private static KeyManagerFactory keys(List<Path> certificates)
      throws GeneralSecurityException, IOException {
    var store = empty();
    for (var file : certificates) {
      var key = key(file).key();
      var chain = new Pem(file).certificates().toArray(X509Certificate[]::new);
      store.setKeyEntry(file.toString(), key, NO_PASSWORD, chain);
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory;
  }

  private static void checkCertificate(Path key) {
    var certificate = Path.of(key.toString().replaceFirst("\\.key$", ".cert"));
    if (!Files.exists(certificate)) {
      throw new InvalidInputException(
          "'%s' has no certificate beside it; put that there as '%s', or take the key away"
              .formatted(key, certificate.getFileName()));
    }
  }

  private static Pem key(Path certificate) {
    var key = Path.of(certificate.toString().replaceFirst("\\.cert$", ".key"));
    if (!Files.exists(key)) {
      throw new InvalidInputException(
          "'%s' has no key beside it; put that there as '%s', or call the certificate of an authority *.crt"
              .formatted(certificate, key.getFileName()));
    }
    return new Pem(key);
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
