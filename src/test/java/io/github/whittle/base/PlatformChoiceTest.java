package io.github.whittle.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformChoiceTest {
  private static final BaseReference REFERENCE = BaseReference.parse("a:1", Path.of(""));

  /** An index whose manifests have the digests of their platforms' names. */
  private static Manifest index(String... platforms) {
    return Manifest.read(
        Stream.of(platforms)
            .map(PlatformChoiceTest::entry)
            .collect(Collectors.joining(",", "{\"manifests\":[", "]}"))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String entry(String platform) {
    var parts = (platform + "//").split("/", -1);
    return """
        {"mediaType": "application/vnd.oci.image.manifest.v1+json", "size": 1, "digest": "%s",
         "platform": {"os": "%s", "architecture": "%s", "variant": "%s", "os.version": "10.0"}}"""
        .formatted(digest(platform), parts[0], parts[1], parts[2]);
  }

  private static Digest digest(String platform) {
    return Digest.of(platform.getBytes(StandardCharsets.UTF_8));
  }

  private static Digest chosen(String wanted, Manifest index) {
    return new PlatformChoice(Platform.parse(wanted)).from(index.entries(), REFERENCE).digest();
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64",
    "linux/amd64/v3, linux/amd64/v2",
    "linux/amd64/v2, linux/amd64/v2",
    "linux/arm, linux/arm/v6",
    "linux/arm/v6, linux/arm/v6",
    "linux/arm/v5, linux/arm/v5",
    "linux/arm/v8, linux/arm/v6",
    "linux/arm64, linux/arm64/v8",
    "linux/arm64/v8, linux/arm64/v8",
    "linux/arm64/v9, linux/arm64/v8",
    "linux/s390x, linux/s390x",
  })
  void takesTheBestThatRuns(String wanted, String expected) {
    var index =
        index(
            "unknown/unknown",
            "windows/amd64",
            "linux/arm/v5",
            "linux/arm/v6",
            "linux/arm64/v8",
            "linux/amd64/v2",
            "linux/amd64",
            "linux/s390x");
    assertThat(chosen(wanted, index)).isEqualTo(digest(expected));
  }

  @Test
  void whatHasNoVariantHasTheUsualOne() {
    var index = index("linux/arm", "linux/arm64", "linux/arm/v6");
    assertThat(chosen("linux/arm", index)).isEqualTo(digest("linux/arm"));
    assertThat(chosen("linux/arm/v7", index)).isEqualTo(digest("linux/arm"));
    assertThat(chosen("linux/arm/v6", index)).isEqualTo(digest("linux/arm/v6"));
    assertThat(chosen("linux/arm64/v8", index)).isEqualTo(digest("linux/arm64"));
  }

  @Test
  void ofTwoTheFirstIsTaken() {
    var index = index("linux/arm/v7", "linux/arm");
    assertThat(chosen("linux/arm", index)).isEqualTo(digest("linux/arm/v7"));
  }

  @ParameterizedTest
  @CsvSource({"linux/amd64", "linux/arm/v5", "linux/386", "linux/riscv64"})
  void listsWhatIsThereWhereNothingFits(String wanted) {
    var index =
        index("linux/arm64/v8", "windows/amd64", "windows/amd64", "unknown/unknown", "linux/arm");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> chosen(wanted, index))
        .withMessage(
            "'docker.io/library/a:1' has no image for %s; it has linux/arm64/v8, windows/amd64,"
                + " linux/arm",
            wanted);
  }

  @Test
  void anIndexOfNothingIsTold() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> chosen("linux/amd64", index()))
        .withMessageEndingWith("it has none at all");
  }

  @Test
  void theOnlyOneNeedNotSayItsPlatform() {
    var index =
        Manifest.read(
            """
            {"manifests": [{"mediaType": "x", "size": 1, "digest": "%s"}]}"""
                .formatted(digest("only"))
                .getBytes(StandardCharsets.UTF_8));
    assertThat(chosen("linux/amd64", index)).isEqualTo(digest("only"));
  }

  @Test
  void aSingleImageMustBeForThePlatform() {
    assertThatCode(() -> check("linux/arm/v6", "linux/arm")).doesNotThrowAnyException();
    assertThatCode(() -> check("linux/arm64/v8", "linux/arm64")).doesNotThrowAnyException();
    assertThatCode(() -> check("linux/arm/v7", "linux/arm/v6")).doesNotThrowAnyException();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> check("linux/amd64", "linux/arm64"))
        .withMessage(
            "'docker.io/library/a:1' is an image for linux/arm64, and not for linux/amd64");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> check("linux/arm/v6", "linux/arm/v7"));
  }

  private static void check(String wanted, String found) {
    new PlatformChoice(Platform.parse(wanted)).check(Platform.parse(found), REFERENCE);
  }
}
