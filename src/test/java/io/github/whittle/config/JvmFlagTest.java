package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmFlagTest {
  /** {@link JvmFlagIT} shows them to a real Java. */
  static Stream<String> refused() {
    return Stream.of(
        "-Xmx10x",
        "-Xmx",
        "-Xms",
        "-Xmn",
        "-Xss",
        "-Xmxabc",
        "-Xmx1gb",
        "-Xmx1.5g",
        "-Xmx=64m",
        "-Xmx-1",
        "-Xmx64p",
        "-Xmx 64m",
        "-Xmx64m -Xms32m",
        "-Xmx64m,-Xms32m",
        "-XX:+UseSerialGC -Xmx64m",
        "-server -Xmx64m",
        "-Xint -Dx=y",
        "-Xmx512",
        "-Xms512",
        "-Xms10x",
        "-Xmn10x",
        "-Xss1kb",
        "-XX:MaxRAMPercentage=abc",
        "-XX:MaxRAMPercentage=",
        "-XX:MaxRAMPercentage=75%",
        "-XX:MaxRAMPercentage=75,5",
        "-XX:MinRAMPercentage=50x",
        "-XX:InitialRAMPercentage=abc",
        "-XX:MaxHeapSize=10x",
        "-XX:InitialHeapSize=10x",
        "-XX:MetaspaceSize=10x",
        "-XX:MaxMetaspaceSize=64mb",
        "-XX:MaxMetaspaceSize=",
        "-XX:MaxDirectMemorySize=10x",
        "-XX:ReservedCodeCacheSize=10x");
  }

  static Stream<String> taken() {
    return Stream.of(
        "-Xmx64m",
        "-Xmx1G",
        "-Xmx1T",
        "-Xmx064m",
        "-Xmx0x4000000",
        "-Xms0",
        "-Xms32M",
        "-Xmn1m",
        "-Xmn512",
        "-Xss1m",
        "-Xss1024K",
        "-Xmixed",
        "-XX:+UseSerialGC",
        "-Dx=-ea -server",
        "-XX:MaxRAMPercentage=75",
        "-XX:MaxRAMPercentage=75.0",
        "-XX:MaxRAMPercentage=0x10",
        "-XX:MaxMetaspaceSize=64m",
        "-XX:MaxDirectMemorySize=64m");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatNoJavaTakesIsRefusedByItsName(String flag) {
    assertThatThrownBy(() -> JvmFlag.check(List.of("-server", flag)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "<jvmFlags> has '%s', with which Java does not start: ".formatted(flag));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void whatJavaTakesPasses(String flag) {
    assertThatCode(() -> JvmFlag.check(List.of(flag))).doesNotThrowAnyException();
  }

  /** OpenJ9's, those that only one Java takes, and those that a later one overrules. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmns4m",
        "-Xmnx8m",
        "-Xmso256k",
        "-Xssi16k",
        "-Xmxcl1000",
        "-XX:MaxRAMPercentage=7e1",
        "-XX:MaxRAMPercentage=.5",
        "-Dx=-Xmx10x"
      })
  void whatSomeJavaTakesPasses(String flag) {
    assertThatCode(() -> JvmFlag.check(List.of(flag, "-Xmx512", "-Xmx64m")))
        .doesNotThrowAnyException();
  }

  @Test
  void theMessageSaysWhatToWrite() {
    assertThat(problem("<jvmFlags>-Xmx10x</jvmFlags>"))
        .contains(
            "<container>: <jvmFlags> has '-Xmx10x', with which Java does not start: '10x' is not a"
                + " size; write it for example as -Xmx512m");
    assertThat(problem("<jvmFlags>-Xmx512</jvmFlags>"))
        .contains("without a unit these are bytes; write for example -Xmx512m");
    assertThat(problem("<jvmFlags><jvmFlag>-Xmx64m -Xms32m</jvmFlag></jvmFlags>"))
        .contains("write each flag in a <jvmFlag> of its own");
  }

  private static String problem(String inside) {
    return String.join("\n", Bind.pom("<container>" + inside + "</container>").errors());
  }
}
