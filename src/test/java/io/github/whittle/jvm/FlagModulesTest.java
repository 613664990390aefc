package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlagModulesTest {
  @Test
  void flagsOfTheJvmNeedModules() {
    assertThat(
            FlagModules.of(
                List.of("-Xmx1g", "-XX:StartFlightRecording:filename=a.jfr", "-javaagent:/a.jar")))
        .containsOnlyKeys("jdk.jfr", "java.instrument")
        .containsEntry("java.instrument", "-javaagent:/a.jar");
  }
}
