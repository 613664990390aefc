package io.github.whittle.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.ImageReference;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UsualCredentialsTest {
  private static final ImageReference IMAGE = ImageReference.parse("r.example:5000/team/app");

  @TempDir Path home;
  private final RecordedProgress progress = new RecordedProgress();
  private final Map<String, String> environment = new TreeMap<>();

  private String found(String image) {
    var homes = List.of(home, home.resolve("other"));
    var usual = new UsualCredentials(environment, homes, Duration.ofSeconds(20), progress);
    return usual
        .source()
        .find(ImageReference.parse(image))
        .map(credentials -> credentials.username() + ":" + credentials.password())
        .orElse("");
  }

  private void file(String path) throws IOException {
    var file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "{\"auths\": {\"r.example:5000\": {\"username\": \"%s\", \"password\": \"p\"}}}"
            .formatted(path));
  }

  @Test
  void asksEachPlaceInItsOrder() throws IOException {
    file("named.json");
    file("run/containers/auth.json");
    file("config/containers/auth.json");
    file("docker/config.json");
    file(".docker/config.json");
    environment.put("WHITTLE_REGISTRY_USERNAME_R_EXAMPLE_5000", "variable");
    environment.put("WHITTLE_REGISTRY_PASSWORD_R_EXAMPLE_5000", "p");
    environment.put("REGISTRY_AUTH_FILE", home.resolve("named.json").toString());
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("DOCKER_CONFIG", home.resolve("docker").toString());

    assertThat(found(IMAGE.toString())).isEqualTo("named.json:p");
    environment.remove("REGISTRY_AUTH_FILE");
    assertThat(found(IMAGE.toString())).isEqualTo("run/containers/auth.json:p");
    environment.remove("XDG_RUNTIME_DIR");
    assertThat(found(IMAGE.toString())).isEqualTo("config/containers/auth.json:p");
    environment.remove("XDG_CONFIG_HOME");
    assertThat(found(IMAGE.toString())).isEqualTo("docker/config.json:p");
    environment.remove("DOCKER_CONFIG");
    assertThat(found(IMAGE.toString())).isEqualTo(".docker/config.json:p");
    Files.delete(home.resolve(".docker/config.json"));
    file("other/.docker/config.json");
    assertThat(found(IMAGE.toString())).isEqualTo("other/.docker/config.json:p");
    file("other/.config/containers/auth.json");
    assertThat(found(IMAGE.toString())).isEqualTo("other/.config/containers/auth.json:p");
    Files.delete(home.resolve("other/.docker/config.json"));
    Files.delete(home.resolve("other/.config/containers/auth.json"));
    assertThat(found(IMAGE.toString())).isEqualTo("variable:p");
    environment.clear();
    assertThat(found(IMAGE.toString())).isEmpty();
  }

  @Test
  void tellsWhereTheyCameFrom() throws IOException {
    file(".docker/config.json");
    found(IMAGE.toString());
    assertThat(progress.toString())
        .contains("no credentials for r.example:5000: '" + home.resolve(".config/containers"))
        .contains("credentials for r.example:5000: '" + home.resolve(".docker/config.json") + "'")
        .doesNotContain("WHITTLE_REGISTRY");
  }

  @Test
  void readsTheEnvironmentByHostWithAndWithoutPort() {
    environment.put("WHITTLE_REGISTRY_USERNAME_r_example", "u");
    environment.put("WHITTLE_REGISTRY_PASSWORD_r_example", "p");
    assertThat(found("r.example:5000/a")).isEqualTo("u:p");
    assertThat(found("r.example/a")).isEqualTo("u:p");
    assertThat(found("r.example.com/a")).isEmpty();
    environment.put("WHITTLE_REGISTRY_USERNAME_DOCKER_IO", "hub");
    environment.put("WHITTLE_REGISTRY_PASSWORD_DOCKER_IO", "p");
    assertThat(found("team/app")).isEqualTo("hub:p");
  }

  @Test
  void refusesHalfAPair() {
    environment.put("WHITTLE_REGISTRY_PASSWORD_R_EXAMPLE", "s3cr3t");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> found("r.example/a"))
        .withMessage(
            "the environment has WHITTLE_REGISTRY_PASSWORD_R_EXAMPLE and not"
                + " WHITTLE_REGISTRY_USERNAME_R_EXAMPLE; set both or none");
  }

  @Test
  void refusesAnAuthFileThatIsNoFileWhenItIsAsked() {
    refused(home.resolve("none"), "which does not exist; correct it, or unset it");
    refused(home, "which is a folder; name the file in it, or unset it");
  }

  /** A build that needs no registry is not asked for credentials. */
  private void refused(Path file, String reason) {
    environment.put("REGISTRY_AUTH_FILE", file.toString());
    var usual =
        new UsualCredentials(environment, List.of(home), Duration.ofSeconds(20), progress).source();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> usual.find(IMAGE))
        .withMessage("REGISTRY_AUTH_FILE is '%s', %s", file, reason);
  }

  @Test
  void refusesAFolderThatDockerMade() throws IOException {
    Files.createDirectories(home.resolve(".docker/config.json"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> found("r.example/a"))
        .withMessageStartingWith("'%s' is a folder", home.resolve(".docker/config.json"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void asksTheHelperOfTheCloudProvider() throws IOException {
    var helper = home.resolve("docker-credential-ecr-login");
    Files.writeString(helper, "#!/bin/sh\necho '{\"Username\": \"AWS\", \"Secret\": \"p\"}'\n");
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
    environment.put("PATH", "/none:" + home);
    assertThat(found("1234.dkr.ecr.eu-central-1.amazonaws.com/app")).isEqualTo("AWS:p");
    assertThat(found("amazonaws.com.r.example/app")).isEmpty();
    assertThat(found("eu.gcr.io/app")).isEmpty();
  }
}
