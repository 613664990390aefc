package io.github.whittle.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.secrets.Setting.Place;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigScanTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "ghp_" + "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DB_PASSWORD=hunter2",
        "spring.datasource.password=hunter2",
        "PGPASSWORD=hunter2",
        "REDIS_PASS=hunter2",
        "DB_PASSWORD=password-7Hk2-Zq",
        "DB_PASSWORD=secret_9f8a7b6c5d",
        "ENCRYPTION_KEY=9f8a7b6c5d4e",
        "APP_KEY=base64:9f8a7b6c5d4e",
        "CLIENT_SECRET=9f8e7d6c5b",
        "NPM_TOKEN=0123456789abcdef",
        "STRIPE_API_KEY=0123456789abcdef",
        "AWS_SECRET_ACCESS_KEY=Zx0123456789012345678901234567890123456Y",
        "SECRET_KEY_BASE=0123456789abcdef",
        "dbPassword=hunter2",
        "DATABASE_URL=postgres://app:hunter2@db:5432/app",
        "REDIS_URL=redis://:hunter2@cache:6379",
        "REDIS_URL=redis://:20260101@cache:6379",
        "REPOSITORY=ssh://git:hunter2@host/a",
        "CLIENT_SECRET=550e8400-e29b-41d4-a716-446655440000",
        "CLIENT_SECRET=Zx9~Q.ab8Q~3kd-Ff_2",
        "VAULT_TOKEN=s.kjHGh78GHjhg56JHG",
        "API_KEY=aBcDeFgHiJkLmNoP",
        "SIGNING_KEY=QkFTRTY0+ZXhhbXBs/ZQ==",
        "HTTPS_PROXY=http://me:hunter2@proxy:3128",
        "SPRING_DATASOURCE_URL=jdbc:postgresql://db/app?user=a&password=hunter2",
        "JAVA_TOOL_OPTIONS=-Xmx1g -Djavax.net.ssl.keyStorePassword=hunter2",
        "X=AccountName=a;AccountKey=01234567890123456789012345678901234567890123456789012345678901234567890123456789012345==",
      })
  void aSecretOfAVariableIsFound(String assignment) throws Exception {
    var name = assignment.substring(0, assignment.indexOf('='));
    assertThat(environment(assignment))
        .extracting(ConfigFinding::setting)
        .containsExactly(new Setting(Place.VARIABLE, name));
  }

  /** What images of the world say, and what a Java service is told. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "JAVA_HOME=/opt/java/openjdk",
        "LANG=C.UTF-8",
        "LC_ALL=en_US.UTF-8",
        "HOME=/root",
        "PWD=/root",
        "OLDPWD=/hunter2",
        "JAVA_VERSION=jdk-21.0.5+11",
        "GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
        "PYTHON_SHA256=24887b92e2afd4a2ac602419ad4b596372f67ac9b077190f459aba390faf5550",
        "NGINX_VERSION=1.27.2",
        "GOSU_VERSION=1.17",
        "CATALINA_HOME=/usr/local/tomcat",
        "TOMCAT_SHA512=0a62e55c1ff9f8f04d7aff938764eac46c289eda888abf43de74a82ceb7d879e",
        "COMPASS_HOME=/opt/compass",
        "BYPASS=everything",
        "PASSENGER_APP_ENV=production",
        "MAX_TOKENS=4096",
        "TOKEN_TTL=3600",
        "TOKENIZERS_PARALLELISM=false",
        "PASSWORD_MIN_LENGTH=12345",
        "MYSQL_ALLOW_EMPTY_PASSWORD=yes",
        "REQUIRE_PASSWORD=false",
        "REQUIRE_TOKEN=disabled",
        "POSTGRES_PASSWORD_FILE=/run/secrets/postgres",
        "POSTGRES_PASSWORD=/run/secrets/postgres",
        "POSTGRES_PASSWORD=file:/run/secrets/postgres",
        "SSL_KEY_PASSWORD=./key",
        "DB_PASSWORD=${DB_PASSWORD}",
        "DB_PASSWORD=$DB_PASSWORD",
        "DB_PASSWORD=%DB_PASSWORD%",
        "DB_PASSWORD={{ vault_password }}",
        "DB_PASSWORD=<password>",
        "DB_PASSWORD=",
        "DB_PASSWORD=changeit",
        "DB_PASSWORD=password",
        "DB_PASSWORD=secret",
        "DB_PASSWORD=your-password-here",
        "SORT_KEY=name",
        "SOURCE=docker://alpine:3.19@sha256:6baf43584bcb78f2e5847d1de515f23499913ac9f12bdf834811a3145eb11ca1",
        "SOURCE=oci://registry:5000@sha512:6baf43584bcb78f2e5847d1de515f23499913ac9f12bdf834811a3145eb11ca1",
        "REPOSITORY=ssh://git:22@host",
        "REPOSITORY=git+ssh://git:22@host/a",
        "K8S_SECRET=orders-db",
        "K8S_SECRET=orders-db-v2.production2",
        "A_SECRET=app-credentials",
        "VAULT_TOKEN=file-mounted",
        "tls_private_key=server-key",
        "max.token=4096",
        "MAX_TOKEN=86400000",
        "auth_key=x-user-id",
        "AUTH_KEY=X-Api-Key",
        "AUTH_KEY=xUserIdHeader",
        "AUTH_KEY=UserID:HTTPHeader",
        "sign_key=left",
        "app.kubernetes.io/sort_key=abcd",
        "DB_PASSWORD=changeme",
        "DB_PASSWORD=change-me-please",
        "DB_PASSWORD=********",
        "DB_PASSWORD=secret://team/db",
        "DB_PASSWORD=vault:secret/data/db#password",
        "DB_PASSWORD=arn:aws:secretsmanager:eu-west-1:1:secret:x",
        "GOOGLE_APPLICATION_CREDENTIALS=/var/run/gcp.json",
        "SSH_PRIVATE_KEY=~/.ssh/id",
        "SPRING_PROFILES_ACTIVE=prod",
        "SPRING_DATASOURCE_URL=jdbc:postgresql://db:5432/app?ssl=true",
        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI=https://id.example.com/realms/a",
        "SPRING_SECURITY_OAUTH2_CLIENT_PROVIDER_A_TOKEN_URI=https://id.example.com/token",
        "SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_A_CLIENT_SECRET=${CLIENT_SECRET}",
        "SPRING_CLOUD_AZURE_CREDENTIAL_MANAGED_IDENTITY_ENABLED=true",
        "DATABASE_URL=postgres://db:5432/app",
        "DATABASE_URL=postgres://app@db:5432/app",
        "DATABASE_URL=postgres://app:${PASSWORD}@db/app",
        "DATABASE_URL=postgres://user:password@db/app",
        "HTTP_PROXY=http://proxy.example.com:3128",
        "NO_PROXY=localhost,127.0.0.1,.example.com",
        "REPOSITORY=git+ssh://git@github.com:team/app",
        "REGISTRY=https://registry:4873/@scope/app",
        "JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=75 -Djavax.net.ssl.trustStorePassword=changeit",
        "NEXT_PUBLIC_MAPS_API_KEY=0123456789abcdef",
        "KUBERNETES_SERVICE_HOST=10.0.0.1",
      })
  void whatIsNoSecretIsNot(String assignment) throws Exception {
    assertThat(environment(assignment)).isEmpty();
    assertThat(history("/bin/sh -c #(nop)  ENV " + assignment)).isEmpty();
  }

  @Test
  void theFormOfATokenIsToldAndNeverItsValue() throws Exception {
    var found = environment("X=" + TOKEN);
    assertThat(found).extracting(ConfigFinding::kind).containsExactly("a token of GitHub");
    assertThat(found.toString()).doesNotContain(TOKEN);
  }

  @Test
  void labelsWordsAndTheHealthCheckAreReadToo() throws Exception {
    assertThat(found("{'config':{'Labels':{'com.example.token':'hunter2x','maintainer':'me'}}}"))
        .containsExactly(new Setting(Place.LABEL, "com.example.token"));
    assertThat(found("{'config':{'Entrypoint':['java','-Ddb.password=hunter2','Main']}}"))
        .containsExactly(new Setting(Place.ENTRYPOINT, "db.password"));
    assertThat(found("{'config':{'Cmd':['--token=" + TOKEN + "']}}"))
        .containsExactly(new Setting(Place.ARGUMENTS, "token"));
    assertThat(
            found(
                "{'config':{'Healthcheck':{'Test':['CMD-SHELL','curl"
                    + " http://me:hunter2@localhost']}}}"))
        .containsExactly(new Setting(Place.HEALTHCHECK, "healthcheck"));
  }

  @Test
  void theHistoryOfABaseTellsWhatItWasMadeWith() throws Exception {
    assertThat(history("/bin/sh -c #(nop)  ENV A=b TOKEN=hunter2x"))
        .containsExactly(new Setting(Place.HISTORY, "TOKEN"));
    assertThat(history("RUN |1 NPM_TOKEN=0123456789 /bin/sh -c npm install # buildkit"))
        .containsExactly(new Setting(Place.HISTORY, "NPM_TOKEN"));
    assertThat(history("RUN /bin/sh -c git clone https://me:hunter2@example.com/a # buildkit"))
        .containsExactly(new Setting(Place.HISTORY, "history"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/sh -c #(nop) ADD file:0123456789abcdef in / ",
        "/bin/sh -c #(nop)  CMD [\"bash\"]",
        "RUN /bin/sh -c set -eux; export GNUPGHOME=\"$(mktemp -d)\"; gpg --batch --keyserver"
            + " hkps://keys.openpgp.org --recv-keys 0123456789ABCDEF # buildkit",
        "RUN /bin/sh -c TOKEN=\"$(curl -s https://auth.example.com/token)\"; curl -H"
            + " \"Authorization: Bearer $TOKEN\" https://example.com # buildkit",
        "RUN /bin/sh -c git clone https://x:${GITHUB_TOKEN}@github.com/a/b # buildkit",
        "RUN /bin/sh -c SECRET_KEY_BASE=1 rails assets:precompile # buildkit",
        "RUN /bin/sh -c keytool -importcert -storepass changeit -noprompt # buildkit",
        "RUN /bin/sh -c adduser --disabled-password --home=/app app # buildkit",
        "RUN --mount=type=secret,id=npm TOKEN=$(cat /run/secrets/npm) npm ci",
        "ARG NPM_TOKEN",
        "debuerreotype 0.15",
      })
  void stepsOfOrdinaryBasesAreNoSecrets(String step) throws Exception {
    assertThat(history(step)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a:",
        "password=",
        "://a:",
        "ssh://a:",
        "aB",
        "A=",
        "-D",
        "=",
        "'",
        "\"",
        "_",
        "a."
      })
  void textsThatAreMadeToHangDoNot(String again) {
    var text = "ENV A" + again.repeat(100_000 / again.length());
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> history(text));
  }

  private static List<ConfigFinding> environment(String assignment) throws Exception {
    var json = JSON.createObjectNode();
    json.withArray("/config/Env").add(assignment);
    return scan(json);
  }

  private static List<Setting> history(String step) throws Exception {
    var json = JSON.createObjectNode();
    json.withArray("/history").addObject().put("created_by", step);
    return scan(json).stream().map(ConfigFinding::setting).toList();
  }

  private static List<Setting> found(String json) throws Exception {
    var tree = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    return scan(tree).stream().map(ConfigFinding::setting).toList();
  }

  private static List<ConfigFinding> scan(ObjectNode json) throws Exception {
    return ConfigScan.of(ImageConfig.read(JSON.writeValueAsBytes(json)));
  }
}
