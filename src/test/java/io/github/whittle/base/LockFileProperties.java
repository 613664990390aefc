package io.github.whittle.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LockFileProperties {
  /** In the locale C Java names no file so. */
  private static final String ACCENT =
      Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('é')
          ? "é"
          : "";

  private static final Path FOLDER = Path.of("project").toAbsolutePath();

  @Property(tries = 200)
  void whatIsWrittenIsReadAndWrittenTheSame(@ForAll("images") Map<BaseReference, Locked> images)
      throws IOException {
    var folder = Files.createTempDirectory("lock");
    var file = folder.resolve(LockFile.NAME);
    try {
      var lock = LockFile.read(file).withImages(moved(images, folder));
      lock.write();
      var bytes = Files.readAllBytes(file);
      var read = LockFile.read(file);

      assertThat(read.images()).isEqualTo(lock.images());
      assertThat(read.write()).isFalse();
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes).doesNotContain('\r');
      assertThat(Files.readAllLines(file)).isSorted().hasSize(images.size());
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /** As seen from another checkout: the lines stay as they are. */
  private static Map<BaseReference, Locked> moved(Map<BaseReference, Locked> images, Path to) {
    return images.entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> BaseReference.parse(e.getKey().in(FOLDER), to), Map.Entry::getValue));
  }

  @Provide
  static Arbitrary<Map<BaseReference, Locked>> images() {
    return Arbitraries.maps(references(), locked()).ofMaxSize(8);
  }

  private static Arbitrary<BaseReference> references() {
    var name = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(6);
    var path = Arbitraries.strings().withChars("aZ =,#." + ACCENT).ofMinLength(1).ofMaxLength(8);
    return Arbitraries.oneOf(
            Combinators.combine(name, name).as("example.com/%s:%s"::formatted),
            name.map(n -> "localhost:5000/team/" + n),
            path.map(p -> "tar://x" + p + "x"),
            path.map(p -> "oci://x/" + p + "x"))
        .map(text -> BaseReference.parse(text, FOLDER));
  }

  private static Arbitrary<Locked> locked() {
    var digest = Arbitraries.strings().withChars("0123456789abcdef").ofLength(64).map(Digest::new);
    var platform =
        Arbitraries.of("linux/amd64", "linux/arm64", "linux/arm64/v8", "linux/arm/v6", "linux/386")
            .map(Platform::parse);
    return Combinators.combine(digest, Arbitraries.maps(platform, digest).ofMinSize(1).ofMaxSize(4))
        .as(Locked::new);
  }
}
