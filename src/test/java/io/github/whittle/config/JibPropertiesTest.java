package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JibPropertiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jib.to.image | -Djib.to.image is Jib's and not read here; write -Dwhittle.to.image",
        "jib.skip | -Djib.skip is Jib's and not read here; write -Dwhittle.skip",
        "jib.httpTimeout | -Djib.httpTimeout is Jib's and not taken here: every wait for a registry has its own end; remove it",
        "sendCredentialsOverHttp | -DsendCredentialsOverHttp is Jib's and not taken here: credentials are never sent over plain HTTP; let the registry speak TLS",
        "jib.dockerClient.executable | -Djib.dockerClient.executable is Jib's and not taken here: no Docker daemon takes part; write <tar>true</tar>, and give image.tar to docker load"
      })
  void areErrorsOnTheCommandLine(String name, String message) {
    assertThat(Bind.pom("").user(name, "x").errors()).containsExactly(message);
  }

  @Test
  void areWarningsInPoms() {
    var bind = Bind.pom("").project(7, "jib.to.image", "x").project(8, "jib.version", "3");
    assertThat(bind.errors()).isEmpty();
    assertThat(bind.binder().warnings(bind.node()))
        .containsExactly(
            "pom.xml:7: <jib.to.image> in <properties> is Jib's and not read here; write <whittle.to.image>");
  }

  @Test
  void areNotToldWhereTheConfigurationReadsThem() {
    var bind =
        Bind.pom("<to><image>a/${jib.to.image}</image></to>")
            .expression("${jib.to.image}", "b")
            .user("jib.to.image", "b")
            .project("jib.to.image", "c");
    assertThat(bind.errors()).isEmpty();
    assertThat(bind.binder().warnings(bind.node())).isEmpty();
  }

  @Test
  void areNoneOfOthers() {
    assertThat(Bind.pom("").user("jib.version", "3").user("jibx", "4").errors()).isEmpty();
  }

  @Test
  void haveOursToWrite() {
    assertThat(Names.properties(Configuration.class))
        .containsAll(JibProperties.SAME.stream().map(path -> Names.PREFIX + path).toList());
  }
}
