package io.github.whittle.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);
  private static final String DEBIAN =
      "docker.io/library/debian:12 " + A + " linux/amd64=" + A + ", linux/arm/v7=" + B + "\n";
  private static final String TAR = "tar://base/base.tar " + B + " linux/amd64=" + B + "\n";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve(LockFile.NAME);
  }

  private LockFile read(String text) throws IOException {
    return LockFile.read(Files.writeString(file(), text));
  }

  private String error(String text) {
    return assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> read(text))
        .actual()
        .getMessage();
  }

  private BaseReference reference(String text) {
    return BaseReference.parse(text, folder);
  }

  @Test
  void findsWhatAnImageIsPinnedTo() throws IOException {
    var lock = read("# ours\n\n" + DEBIAN + TAR);

    var debian = lock.find(reference("debian:12")).orElseThrow();
    assertThat(debian.digest()).isEqualTo(Digest.parse(A));
    assertThat(debian.platforms())
        .containsExactly(
            Map.entry(Platform.of("linux", "amd64"), Digest.parse(A)),
            Map.entry(Platform.parse("linux/arm/v7"), Digest.parse(B)));
    assertThat(lock.find(reference("tar://base/base.tar"))).isPresent();
    assertThat(lock.find(reference("debian:13"))).isEmpty();
  }

  @Test
  void findsThePathOfAModuleInTheLockFileAboveIt() throws IOException {
    read(TAR);
    var module = Files.createDirectories(folder.resolve("a/module"));

    var lock = LockFile.readNearest(module);
    assertThat(lock.file()).isEqualTo(file());
    assertThat(lock.find(BaseReference.parse("tar://../../base/base.tar", module))).isPresent();
  }

  @Test
  void theNearestWins() throws IOException {
    read(DEBIAN);
    var module = Files.createDirectories(folder.resolve("a/module"));
    Files.writeString(folder.resolve("a").resolve(LockFile.NAME), TAR);

    assertThat(LockFile.nearest(module)).contains(folder.resolve("a").resolve(LockFile.NAME));
    assertThat(LockFile.nearest(folder)).contains(file());
  }

  @Test
  void whereThereIsNoneThereAreNoLines() throws IOException {
    var lock = LockFile.read(file());
    assertThat(lock.images()).isEmpty();
    assertThat(lock.file()).isEqualTo(file());
    assertThat(lock.withImages(Map.of()).write()).isTrue();
    assertThat(file()).isEmptyFile();
  }

  @Test
  void writesLinesSortedBelowTheComments() throws IOException {
    var lock = read("# ours\n" + TAR + DEBIAN);

    assertThat(lock.write()).isTrue();
    assertThat(file()).hasContent("# ours\n" + DEBIAN + TAR);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file()));
  }

  @Test
  void leavesAFileAloneThatIsRightAlsoWithTheLineEndsOfWindows() throws IOException {
    var lock = read(("# ours\n" + DEBIAN).replace("\n", "\r\n"));
    Files.setLastModifiedTime(file(), FileTime.fromMillis(1000));

    assertThat(lock.write()).isFalse();
    assertThat(Files.getLastModifiedTime(file())).isEqualTo(FileTime.fromMillis(1000));
  }

  @Test
  void keepsTheCommentsWhenTheLinesChange() throws IOException {
    var lock = read("# ours\n" + DEBIAN);
    var images = new TreeMap<BaseReference, Locked>();
    images.put(reference("tar://base/base.tar"), new Locked(Digest.parse(B), platform(B)));

    lock.withImages(images).write();
    assertThat(file()).hasContent("# ours\n" + TAR);
  }

  private static Map<Platform, Digest> platform(String digest) {
    return Map.of(Platform.of("linux", "amd64"), Digest.parse(digest));
  }

  @Test
  void writesThroughALink() throws IOException {
    var real = Files.writeString(folder.resolve("real"), "");
    Files.createSymbolicLink(file(), real);

    LockFile.read(file())
        .withImages(Map.of(reference("debian:12"), new Locked(Digest.parse(A), platform(A))))
        .write();
    assertThat(file()).isSymbolicLink();
    assertThat(real).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({
    "<<<<<<< HEAD, 'a merge was not finished here'",
    "=======, 'a merge was not finished here'",
    "||||||| base, 'a merge was not finished here'",
    ">>>>>>> theirs, 'a merge was not finished here'",
    "debian:12, 'is not ''reference sha256:... os/architecture=sha256:...'''",
    "debian:13 sha256:1 linux/amd64=sha256:1, '''sha256:1'' is not a digest'",
    "debian:13 sha256:{a} linux/amd64=sha256:A, '''sha256:A'' is not a digest'",
    "debian:13 sha256:{a} linux=sha256:{a}, '''linux'' is not a platform'",
    "debian:13 sha256:{a} linux/amd64, 'is not os/architecture[/variant]=sha256:...'",
    "'debian:13 sha256:{a} linux/amd64=sha256:{a}, linux/amd64=sha256:{a}', 'there twice'",
    "Debian sha256:{a} linux/amd64=sha256:{a}, 'has capitals'",
    "docker://a sha256:{a} linux/amd64=sha256:{a}, 'in a Docker daemon'",
    "debian:12 sha256:{a} linux/amd64=sha256:{a}, 'stands in line 1 already'",
    "# late, 'move it to the top'",
  })
  void aMistakeIsToldWithItsPlace(String line, String expected) {
    var text = line.replace("{a}", "a".repeat(64));
    assertThat(error(DEBIAN + "\n" + text + "\n")).startsWith(file() + ":3: ").contains(expected);
  }

  @Test
  void anUnfinishedMergeNamesTheCommand() {
    assertThat(error("<<<<<<< HEAD\n"))
        .endsWith("and run mvn io.github.whittle:whittle-maven-plugin:lock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fffe6100", "610000"})
  void bytesThatAreNoTextAreRefused(String hex) throws IOException {
    Files.write(file(), HexFormat.of().parseHex(hex));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> LockFile.read(file()))
        .withMessageContaining("is not text in UTF-8; take it from your version control again, or");
  }

  @Test
  void aMarkOfWindowsEditorsIsPassedOver() throws IOException {
    assertThat(read("\uFEFF" + DEBIAN).find(reference("debian:12"))).isPresent();
  }

  @Test
  void aFolderOfItsNameIsRefusedAndNotPassedOver() throws IOException {
    Files.createDirectory(file());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> LockFile.readNearest(folder))
        .withMessage(
            "'%s' is a folder, and that name is the lock file's; give the folder another", file());
  }
}
