package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No name of the contract reads as a slip. */
class NamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|from to contents container containerizingMode strip slim trace verify secrets compression optimize limits"
            + " outputDirectory skip cache push allowInsecureRegistries registryCertificates checkLibraries tar upx sbom provenance",
        "from|image platforms auth credHelper flatten",
        "to|image tags auth credHelper",
        "container|entrypoint args environment ports volumes labels user workingDirectory"
            + " creationTime format jvmFlags mainClass appRoot extraClasspath"
            + " expandClasspathDependencies stopSignal healthcheck annotations gitRevision",
        "contents|file directory archive artifact copy link application runtime libraries system",
        "cache|folder limit unused",
        "compression|type level",
        "strip|binaries classes keepDebug attachDebug",
        "push|skip byDigest documents"
      })
  void knowsEveryTag(String path, String names) {
    var known = new HashSet<>(NotYet.below(path));
    known.addAll(path.equals("contents") ? Names.items(ContentItem.class).keySet() : tags(path));
    assertThat(known).containsExactlyInAnyOrder(names.split(" "));
  }

  private static List<String> tags(String path) {
    if (path.isEmpty()) {
      return Names.of(Configuration.class);
    }
    return Arrays.stream(Configuration.class.getRecordComponents())
        .filter(component -> component.getName().equals(path))
        .findFirst()
        .map(component -> Names.of(component.getType()))
        .orElseThrow();
  }

  @Test
  void refusesNothingThatIsThere() {
    assertThat(Names.properties(Configuration.class))
        .allMatch(name -> NotYet.refusal(name.substring(Names.PREFIX.length())).isEmpty())
        .allMatch(name -> JibNames.refusal(name.substring(Names.PREFIX.length())).isEmpty());
  }

  @Test
  void hasAPropertyForEachValue() {
    assertThat(Names.properties(Configuration.class))
        .containsExactly(
            "whittle.allowInsecureRegistries",
            "whittle.cache",
            "whittle.cache.folder",
            "whittle.cache.limit",
            "whittle.cache.unused",
            "whittle.checkLibraries",
            "whittle.compression",
            "whittle.compression.level",
            "whittle.compression.type",
            "whittle.container.annotations",
            "whittle.container.appRoot",
            "whittle.container.args",
            "whittle.container.creationTime",
            "whittle.container.entrypoint",
            "whittle.container.environment",
            "whittle.container.expandClasspathDependencies",
            "whittle.container.extraClasspath",
            "whittle.container.format",
            "whittle.container.gitRevision",
            "whittle.container.healthcheck",
            "whittle.container.healthcheck.command",
            "whittle.container.healthcheck.interval",
            "whittle.container.healthcheck.retries",
            "whittle.container.healthcheck.startPeriod",
            "whittle.container.healthcheck.timeout",
            "whittle.container.jvmFlags",
            "whittle.container.labels",
            "whittle.container.mainClass",
            "whittle.container.ports",
            "whittle.container.stopSignal",
            "whittle.container.user",
            "whittle.container.volumes",
            "whittle.container.workingDirectory",
            "whittle.containerizingMode",
            "whittle.from.auth.password",
            "whittle.from.auth.username",
            "whittle.from.credHelper",
            "whittle.from.credHelper.environment",
            "whittle.from.credHelper.helper",
            "whittle.from.flatten",
            "whittle.from.image",
            "whittle.from.platforms",
            "whittle.optimize",
            "whittle.outputDirectory",
            "whittle.provenance",
            "whittle.push.byDigest",
            "whittle.push.documents",
            "whittle.push.skip",
            "whittle.registryCertificates",
            "whittle.sbom",
            "whittle.secrets",
            "whittle.secrets.exceptions",
            "whittle.secrets.mode",
            "whittle.skip",
            "whittle.slim.atLeast",
            "whittle.slim.dryRun",
            "whittle.slim.keep",
            "whittle.slim.licences",
            "whittle.slim.mode",
            "whittle.slim.presets",
            "whittle.slim.remove",
            "whittle.slim.traces",
            "whittle.strip.attachDebug",
            "whittle.strip.binaries",
            "whittle.strip.classes",
            "whittle.strip.keepDebug",
            "whittle.tar",
            "whittle.to.auth.password",
            "whittle.to.auth.username",
            "whittle.to.credHelper",
            "whittle.to.credHelper.environment",
            "whittle.to.credHelper.helper",
            "whittle.to.image",
            "whittle.to.tags",
            "whittle.trace.command",
            "whittle.trace.environment",
            "whittle.trace.exitCode",
            "whittle.trace.file",
            "whittle.trace.http",
            "whittle.trace.mounts",
            "whittle.trace.network",
            "whittle.trace.port",
            "whittle.trace.timeout",
            "whittle.upx",
            "whittle.verify.command",
            "whittle.verify.exitCode",
            "whittle.verify.http",
            "whittle.verify.output",
            "whittle.verify.port",
            "whittle.verify.rebuild",
            "whittle.verify.timeout");
  }
}
