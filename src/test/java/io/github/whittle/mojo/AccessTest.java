package io.github.whittle.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Auth;
import io.github.whittle.config.Binder;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.Node;
import io.github.whittle.config.Place;
import io.github.whittle.config.Settings;
import io.github.whittle.image.ImageReference;
import io.github.whittle.maven.Servers;
import io.github.whittle.maven.TestDecrypter;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.support.RecordedProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.settings.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "WHITTLE_REGISTRY_USERNAME_R_EXAMPLE", "variable",
          "WHITTLE_REGISTRY_PASSWORD_R_EXAMPLE", "p");

  @TempDir Path folder;
  private final Set<String> typed = new TreeSet<>();
  private final RecordedProgress progress = new RecordedProgress();

  private Configuration configuration(String... properties) {
    var user = new TreeMap<String, String>();
    for (var property : properties) {
      var parts = property.split("=", 2);
      user.put("whittle." + parts[0], parts[1]);
    }
    user.put("whittle.outputDirectory", folder.toString());
    return new Binder(
            new Settings(user, Map.of(), Map.of(), Map.of()),
            name -> null,
            folder,
            Map.of("trace.file", "app.trace"),
            List.of())
        .bind(new Node("configuration", "", Map.of(), List.of(), new Place("pom.xml", 1, 1, 0)));
  }

  private Access access() {
    return access(new org.apache.maven.settings.Settings());
  }

  private Access access(org.apache.maven.settings.Settings settings) {
    var servers = new Servers(settings, TestDecrypter::new, progress);
    return new Access(servers, ProxyRules.none(), typed, ENVIRONMENT, List.of(folder), progress);
  }

  private static String user(RegistryAccess access, String image) {
    return access
        .credentials()
        .find(ImageReference.parse(image))
        .map(credentials -> credentials.username())
        .orElse("");
  }

  /** What errors say that they are from. */
  private static String origin(RegistryAccess access, String image) {
    return access.credentials().find(ImageReference.parse(image)).orElseThrow().origin();
  }

  @Test
  void givesWhatThePomSaysToItsOwnRegistryAlone() {
    var configuration =
        configuration(
            "to.auth.username=to",
            "to.auth.password=s3cr3t",
            "from.image=b.example/base@sha256:" + "0".repeat(64),
            "from.auth.username=from",
            "from.auth.password=s3cr3t");

    var push = access().toPush(configuration, ImageReference.parse("r.example/team/app"));
    assertThat(user(push, "r.example/team/app")).isEqualTo("to");
    assertThat(user(push, "b.example/base")).isEmpty();
    var pull = access().toPull(configuration);
    assertThat(user(pull, "b.example/base")).isEqualTo("from");
    assertThat(user(pull, "r.example/team/app")).isEqualTo("variable");
    assertThat(user(pull, "other.example/base")).isEmpty();
  }

  @Test
  void warnsOfAPasswordInThePomOnce() {
    var configuration = configuration("to.auth.username=to", "to.auth.password=s3cr3t");
    var push = access().toPush(configuration, ImageReference.parse("r.example/team/app"));
    user(push, "r.example/team/app");
    user(push, "r.example/team/app");
    assertThat(progress.toString())
        .containsOnlyOnce("write <server><id>r.example</id> into settings.xml instead")
        .contains("<to><auth>: a password in the pom")
        .doesNotContain("s3cr3t");
  }

  @Test
  void warnsOfAPasswordOnTheCommandLineByItsName() {
    typed.add("whittle.to.auth.password");
    var configuration =
        configuration(
            "to.auth.username=to",
            "to.auth.password=s3cr3t",
            "from.image=b.example/base@sha256:" + "0".repeat(64),
            "from.auth.username=from",
            "from.auth.password=s3cr3t");
    var push = access().toPush(configuration, ImageReference.parse("r.example/team/app"));
    user(push, "r.example/team/app");
    assertThat(progress.toString())
        .contains("-Dwhittle.to.auth.password: a password on the command line stays in")
        .contains("write <server><id>r.example</id> into settings.xml instead")
        .doesNotContain("pom", "s3cr3t");
    assertThat(origin(push, "r.example/team/app")).isEqualTo("-Dwhittle.to.auth.password");
    var pull = access().toPull(configuration);
    assertThat(origin(pull, "b.example/base")).isEqualTo("<from><auth>");
    assertThat(progress.toString()).contains("<from><auth>: a password in the pom");
  }

  @Test
  void goesOnWhereTheHelperHasNothing() {
    var configuration = configuration("to.credHelper=none-such-whittle");
    var push = access().toPush(configuration, ImageReference.parse("r.example/team/app"));
    assertThat(user(push, "r.example/team/app")).isEqualTo("variable");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void asksThePomThenTheHelperThenTheSettingsThenOthers() throws Exception {
    var script = "#!/bin/sh\necho '{\"Username\": \"helper\", \"Secret\": \"p\"}'\n";
    var helper = Files.writeString(folder.resolve("helper"), script);
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
    var server = new Server();
    server.setId("r.example");
    server.setUsername("server");
    server.setPassword("p");
    var settings = new org.apache.maven.settings.Settings();
    var auth = new String[] {"to.auth.username=pom", "to.auth.password=p"};

    assertThat(first(settings)).isEqualTo("variable");
    settings.addServer(server);
    assertThat(first(settings)).isEqualTo("server");
    assertThat(first(settings, "to.credHelper=" + helper)).isEqualTo("helper");
    assertThat(first(settings, auth[0], auth[1], "to.credHelper=" + helper)).isEqualTo("pom");
  }

  private String first(org.apache.maven.settings.Settings settings, String... properties) {
    var image = ImageReference.parse("r.example/team/app");
    return user(access(settings).toPush(configuration(properties), image), image.toString());
  }

  @Test
  void hidesThePasswordInTheTextOfATag() {
    assertThat(new Auth("me", "s3cr3t").toString()).doesNotContain("s3cr3t");
  }
}
