package io.github.whittle.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretScanTest {
  /** Values are made here: what looks like a token must not stand in a repository. */
  private static final String LETTERS = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3".repeat(4);

  private static String letters(int count) {
    return LETTERS.substring(0, count);
  }

  private static String base64(int bytes) {
    var noise = new byte[bytes];
    new Random(1).nextBytes(noise);
    return Base64.getMimeEncoder().encodeToString(noise);
  }

  private static String pem(String kind) {
    return "-----BEGIN " + kind + "-----\n" + base64(200) + "\n-----END " + kind + "-----\n";
  }

  @Test
  void privateKeysAreFoundWhereverTheyLie() throws IOException {
    for (var kind : List.of("", "RSA ", "OPENSSH ", "ENCRYPTED ")) {
      assertThat(kind("/any/name", "text before\n" + pem(kind + "PRIVATE KEY")))
          .isEqualTo("a private key");
    }
    assertThat(kind("/k", pem("PGP PRIVATE KEY BLOCK"))).isEqualTo("a private key");
    var encrypted = "Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,AA\n\n" + base64(99);
    assertThat(kind("/k", "-----BEGIN RSA PRIVATE KEY-----\n" + encrypted))
        .isEqualTo("a private key");
    assertThat(kind("/k.ppk", "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n"))
        .isEqualTo("a private key of PuTTY");
  }

  /** In the values of properties, of JSON, and deep in YAML. */
  @Test
  void privateKeysAreFoundInOtherFiles() throws IOException {
    var base64 = base64(99).strip().lines().findFirst().orElseThrow();
    for (var between : List.of("\\n\\\n   ", "\\r\\n", "\\n", "\n" + " ".repeat(40))) {
      assertThat(kind("/a", "k=-----BEGIN PRIVATE KEY-----" + between + base64))
          .as(between)
          .isEqualTo("a private key");
    }
  }

  /** A file of another's image must not keep a build busy, nor overflow the stack. */
  @ParameterizedTest
  @CsvSource({
    "/k, -----BEGIN PRIVATE KEY-----, ' '",
    "/k, -----BEGIN PRIVATE KEY-----, 'a: '",
    "/k, -----BEGIN PRIVATE KEY-----, 'a: b|'",
    "/k, -----BEGIN , 'PRIVATE KEY '",
    "/k, '', '-----BEGIN PRIVATE KEY-----                 '",
    "/.yarnrc, _auth, '\"  '",
    "/.env, A=, 'APP_KEY'",
    "/.env, PASSWORD=, ' '",
    "/k.ppk, PuTTY-User-Key-File-3: , ' a'",
    "/.env, A=, '|'",
    "/.env, A=, 'export '",
    "/.env, A=, 'SECRET'",
    "/.pgpass, a:, 'a|'",
    "/.git-credentials, a, '://a:'",
    "/.my.cnf, password, '|'",
    "/.npmrc, _auth, ' '",
    "/.kube/config, :, '|'",
    "/settings.xml, <password>, ' '",
  })
  void textsThatAreMadeToHangDoNot(String path, String beginning, String again) {
    var text = beginning + again.replace('|', '\n').repeat(300_000 / again.length());
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(kind(path, text)).isEmpty());
  }

  @Test
  void whoOnlyKnowsTheWordsHasNoKey() throws IOException {
    var program = "if line == '-----BEGIN PRIVATE KEY-----':\n    return parse(rest)\n";
    assertThat(kind("/a.py", program)).isEmpty();
    assertThat(kind("/cert.pem", pem("CERTIFICATE"))).isEmpty();
    assertThat(kind("/key.pub", pem("PUBLIC KEY"))).isEmpty();
  }

  @Test
  void tokensAreFoundByTheirForm() throws IOException {
    assertThat(kind("/a", "x=ghp_" + letters(36))).isEqualTo("a token of GitHub");
    assertThat(kind("/a", "github_pat_" + letters(82))).isEqualTo("a token of GitHub");
    assertThat(kind("/a", "glpat-" + letters(20))).isEqualTo("a token of GitLab");
    assertThat(kind("/a", "xoxb-1234567890-" + letters(24))).isEqualTo("a token of Slack");
    assertThat(kind("/a", "key=AIza" + letters(35))).isEqualTo("a key of Google's APIs");
    assertThat(kind("/a", "npm_" + letters(36))).isEqualTo("a token of npm");
    assertThat(kind("/a", "sk_live_" + letters(24))).isEqualTo("a key of Stripe");
    assertThat(kind("/a", "dckr_pat_" + letters(27))).isEqualTo("a token of Docker Hub");
    assertThat(kind("/a", "pypi-Ag" + letters(80))).isEqualTo("a token of PyPI");
    assertThat(kind("/a", "hvs." + letters(95))).isEqualTo("a token of Vault");
    assertThat(kind("/a", "AccountKey=" + letters(86) + "==")).isEqualTo("a key of Azure storage");
    assertThat(kind("/a", "{\"type\": \"service_account\", \"private_key\": \"-----BEGIN\"}"))
        .isEqualTo("a key of Google Cloud");
    assertThat(kind("/a", "ghp_short")).isEmpty();
  }

  @Test
  void anAccessKeyOfAwsNeedsItsSecret() throws IOException {
    var id = "AKIA" + "QWERTYUIOP123456";
    assertThat(kind("/c", "aws_access_key_id=" + id + "\naws_secret_access_key = " + letters(40)))
        .isEqualTo("an access key of AWS");
    assertThat(kind("/c", "aws_access_key_id=" + id)).isEmpty();
    assertThat(kind("/c", "AKIAIOSFODNN7EXAMPLE secret=" + letters(40))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/root/.docker/config.json | {'auths':{'r':{'auth':'dXNlcjpwYXNz'}}} | a password for"
            + " registries",
        "/root/.m2/settings.xml | <server><password>hunter2</password></server> | a password of"
            + " Maven",
        "/root/.npmrc | //r/:_authToken=abcdef | a token of npm",
        "/root/.netrc | machine a login b password hunter2 | a password of netrc",
        "/root/.pgpass | host:5432:db:me:hunter2 | a password of PostgreSQL",
        "/root/.git-credentials | https://me:hunter2@host | a password of git",
        "/root/.my.cnf | password=hunter2 | a password of MySQL",
        "/root/.pypirc | password: hunter2 | a password of PyPI",
        "/root/.kube/config | token: abcdefgh12345 | a key of Kubernetes",
        "/app/.env | DB_PASSWORD=hunter2 | the values of an environment",
        "/app/.env.production | export API_KEY='k' | the values of an environment",
        "/app/.git/HEAD | ref: refs/heads/main | the history of a git repository",
        "/app/.env.example | DB_PASSWORD=hunter2 | ``",
        "/app/.env | DB_PASSWORD=${PASSWORD} | ``",
        "/app/.env | PORT=8080 | ``",
        "/root/.m2/settings.xml | <server><password>${env.P}</password></server> | ``",
        "/root/.m2/settings.xml | <password> ${env.P} </password> | ``",
        "/root/.m2/settings.xml | <password> </password> | ``",
        "/root/.m2/settings.xml | <password> hunter2 </password> | a password of Maven",
        "/root/.npmrc | //r/:_authToken=${NPM_TOKEN} | ``",
        "/root/.netrc | machine a login b password~hunter2 | a password of netrc",
        "/app/.env | DB_PASSWORD = hunter2 | the values of an environment",
        "/app/.env | DB_PASSWORD=~HOST=x | ``",
        "/app/.env | DB_PASSWORD~=x | ``",
        "/root/.npmrc | _auth=~registry=x | ``",
        "/root/.my.cnf | password=~user=x | ``",
        "/root/.pypirc | password:~user: x | ``",
        "/app/.env | DB_PASSWORD=secret_9f8a7b6c5d | the values of an environment",
        "/app/.env | DB_PASSWORD=password-7Hk2-Zq | the values of an environment",
        "/app/.env | DB_PASSWORD=example.com-9f8a7b | the values of an environment",
        "/app/.env | ENCRYPTION_KEY=9f8a7b6c5d4e | the values of an environment",
        "/app/.env | APP_KEY=base64:9f8a7b6c5d4e | the values of an environment",
        "/app/.env | AWS_ACCESS_KEY=9f8a7b6c5d4e | the values of an environment",
        "/app/.env | REDIS_PASS=hunter2 | the values of an environment",
        "/app/.env | DB_PASSWORD='password' | ``",
        "/app/.env | DB_PASSWORD=secret~A=b | ``",
        "/app/.env | BYPASS_CACHE=true~COMPASS_URL=http://x | ``",
        "/app/.env | USE_TOKEN=true | ``",
        "/app/.env | SORT_KEY=name~PRIMARY_KEY=id | ``",
        "/root/.m2/settings.xml | <password>secretSauce99</password> | a password of Maven",
        "/root/.m2/settings.xml | <password>/9f8a7b6c5d</password> | a password of Maven",
        "/root/.m2/settings.xml | <password>repopwd</password><passphrase>optional; leave empty if"
            + " not used.</passphrase><privateKey>/path/to/private/key</privateKey> | ``",
        "/root/.yarnrc | '//r/:_authToken' '9f8a7b6c5d4e' | a token of npm",
        "/root/.yarnrc | '//r/:_authToken' '${TOKEN}' | ``",
        "/root/.yarnrc | '//r/:_authToken'  '9f8a7b6c5d4e' | a token of npm",
        "/root/.npmrc | _auth = ${TOKEN} | ``",
        "/root/.npmrc | _auth  =  ${TOKEN} | ``",
        "/etc/settings.json | 'password' | ``"
      })
  void filesOfPasswordsAreFoundByNameIfTheyHoldOne(String path, String text, String kind)
      throws IOException {
    assertThat(kind(path, text.replace('\'', '"').replace('~', '\n'))).isEqualTo(kind);
  }

  @Test
  void aKeystoreOfAuthoritiesIsNoSecret() throws Exception {
    var store = KeyStore.getInstance("JCEKS");
    store.load(null, null);
    assertThat(kind("/c.jks", bytes(store))).isEmpty();
    var key = new SecretKeySpec(new byte[16], "AES");
    store.setKeyEntry("k", key, "changeit".toCharArray(), null);
    assertThat(kind("/c.jks", bytes(store))).isEqualTo("a keystore with a private key");
    assertThat(kind("/c.jks", "no keystore at all")).isEmpty();
  }

  @Test
  void aKeystoreThatTheDiskRefusesIsAnError() {
    var file =
        new Content() {
          @Override
          public long size() {
            return 1;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    var tree =
        FileTree.of(new TreePath("/c.jks"), new Entry.RegularFile(Attributes.of(0644, 1), file));
    assertThatThrownBy(() -> SecretScan.of(tree)).hasMessage("the disk is gone");
  }

  @Test
  void programsAreNotRead() throws IOException {
    assertThat(kind("/bin/a", "\0" + pem("PRIVATE KEY"))).isEmpty();
    assertThat(kind("/large", pem("PRIVATE KEY") + " ".repeat(1_000_000))).isEmpty();
  }

  private static byte[] bytes(KeyStore store) throws Exception {
    var out = new ByteArrayOutputStream();
    store.store(out, "changeit".toCharArray());
    return out.toByteArray();
  }

  private static String kind(String path, String text) throws IOException {
    return kind(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String kind(String path, byte[] bytes) throws IOException {
    var file = new Entry.RegularFile(Attributes.of(0644, 1), Content.of(bytes));
    var found = SecretScan.of(FileTree.of(new TreePath(path), file));
    assertThat(found).allMatch(f -> f.path().value().equals(path)).hasSizeLessThan(2);
    return found.isEmpty() ? "" : found.get(0).kind();
  }
}
