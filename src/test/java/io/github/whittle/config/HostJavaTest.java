package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an application FROM scratch gets where the user says nothing of what runs it. */
class HostJavaTest {
  private static final String APPLICATION = "<contents><application/></contents>";
  private static final Platform ARM64 = Platform.of("linux", "arm64");

  @Test
  void runtimeLibrariesAndSystemOfThisMachineAreAdded() {
    var read = on(ARM64, Bind.pom(APPLICATION));
    assertThat(kinds(read))
        .containsExactly("ApplicationItem", "RuntimeItem", "LibrariesItem", "SystemItem");
    assertThat(read.from().platforms()).containsExactly(ARM64);
    assertThat(HostJava.isIn(read)).isTrue();
  }

  @Test
  void whatTheUserHasStays() {
    var read =
        on(
            ARM64,
            Bind.pom(
                "<contents><application/><libraries><from>host</from></libraries><system/></contents>"));
    assertThat(kinds(read))
        .containsExactly("ApplicationItem", "RuntimeItem", "LibrariesItem", "SystemItem");
    assertThat(HostJava.isIn(read)).isFalse();
  }

  @Test
  void aRuntimeABaseOrNoApplicationLeavesAllAsItIs() {
    for (var pom :
        List.of(
            "<contents><application/><runtime/></contents>",
            "<from><image>oci://base</image></from>" + APPLICATION,
            "<contents><link><target>/a</target><to>b</to></link></contents>")) {
      assertThat(kinds(on(ARM64, Bind.pom(pom)))).isEqualTo(kinds(Bind.pom(pom).read()));
    }
  }

  @Test
  void thePlatformsOfTheUserMustBeThatOfThisMachine() {
    var other = Bind.pom(APPLICATION).project("whittle.from.platforms", "linux/amd64,linux/arm64");
    assertThatThrownBy(() -> on(ARM64, other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "there is no Java for it: the image is for linux/amd64, linux/arm64, and this machine is linux/arm64; name a base with Java in <from><image>, or write <runtime>");
    assertThat(
            on(ARM64, Bind.pom(APPLICATION).user("whittle.from.platforms", "linux/arm64"))
                .contents())
        .hasSize(4);
  }

  @Test
  void onNoLinuxTheErrorNamesTheCure() {
    assertThatThrownBy(
            () ->
                Bind.pom(APPLICATION).binder().bind(Bind.pom(APPLICATION).node(), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("this machine is no Linux that images are made for");
  }

  @Test
  void knowsMachinesByTheWordsOfJava() {
    assertThat(Platform.ofMachine("Linux", "aarch64")).contains(ARM64);
    assertThat(Platform.ofMachine("Linux", "amd64")).contains(Platform.of("linux", "amd64"));
    assertThat(Platform.ofMachine("Mac OS X", "aarch64")).isEmpty();
    assertThat(Platform.ofMachine("Windows 11", "amd64")).isEmpty();
  }

  private static Configuration on(Platform host, Bind pom) {
    return pom.binder().bind(pom.node(), Optional.of(host));
  }

  private static List<String> kinds(Configuration configuration) {
    return configuration.contents().stream().map(item -> item.getClass().getSimpleName()).toList();
  }
}
