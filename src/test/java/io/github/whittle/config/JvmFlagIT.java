package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link JvmFlag} says of flags, the Java that runs the tests says, too. */
class JvmFlagIT {
  @ParameterizedTest
  @MethodSource("io.github.whittle.config.JvmFlagTest#refused")
  void refuses(String flag) throws Exception {
    assertThat(exitCode(flag)).isNotZero();
  }

  @ParameterizedTest
  @MethodSource("io.github.whittle.config.JvmFlagTest#taken")
  void takes(String flag) throws Exception {
    assertThat(exitCode(flag)).isZero();
  }

  private static int exitCode(String flag) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(java, flag, "-version")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
