package io.github.whittle.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockUpdateTest {
  @TempDir Path folder;
  private final Map<String, Digest> source = new HashMap<>();
  private final RecordedProgress progress = new RecordedProgress();
  private Path file;

  @BeforeEach
  void begin() {
    file = folder.resolve(LockFile.NAME);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes());
  }

  private BaseReference reference(String name) {
    return BaseReference.parse(name, folder);
  }

  private Locked resolve(BaseReference reference) {
    var digest = source.get(reference.in(folder));
    if (digest == null) {
      throw new InvalidInputException("'%s' is not there".formatted(reference));
    }
    return new Locked(digest, Map.of(Platform.of("linux", "amd64"), digest));
  }

  private boolean update(boolean again, boolean whole, String... names) throws Exception {
    Set<BaseReference> named = new TreeSet<>();
    for (var name : names) {
      named.add(reference(name));
    }
    progress.clear();
    return new LockUpdate(LockFile.read(file), this::resolve)
        .run(named, again, whole)
        .write(progress);
  }

  private static String line(String name, Digest digest) {
    return "%s %s linux/amd64=%s\n".formatted(name, digest, digest);
  }

  @Test
  void writesWhatIsMissingSortedAndLeavesTheRest() throws Exception {
    source.put("r.io/b:1", digest("b"));
    assertThat(update(false, true, "r.io/b:1")).isTrue();
    assertThat(progress.lines())
        .containsExactly("Locked r.io/b:1: %s (linux/amd64)".formatted(digest("b")));
    source.put("r.io/b:1", digest("moved"));
    source.put("oci://a", digest("a"));
    assertThat(update(false, true, "r.io/b:1", "oci://a")).isTrue();
    assertThat(file)
        .hasContent(line("oci://a", digest("a")) + line("r.io/b:1", digest("b")).strip());
    assertThat(update(false, true, "r.io/b:1", "oci://a")).isFalse();
    assertThat(progress.lines()).isEmpty();
  }

  @Test
  void asksAgainOnRequestAndSaysWhatMoved() throws Exception {
    source.put("r.io/b:1", digest("b"));
    update(false, true, "r.io/b:1");
    assertThat(update(true, true, "r.io/b:1")).isFalse();
    assertThat(progress.lines()).isEmpty();
    source.put("r.io/b:1", digest("moved"));
    assertThat(update(true, true, "r.io/b:1")).isTrue();
    assertThat(progress.lines())
        .containsExactly(
            "Locked r.io/b:1: %s -> %s (linux/amd64)".formatted(digest("b"), digest("moved")));
  }

  @Test
  void removesLinesThatNoPomNamesOnlyWhereAllPomsWereSeen() throws Exception {
    Files.writeString(file, line("r.io/b:1", digest("b")));
    assertThat(update(true, false)).isFalse();
    assertThat(file).hasContent(line("r.io/b:1", digest("b")));
    assertThat(update(false, true)).isTrue();
    assertThat(file).isEmptyFile();
    assertThat(progress.lines()).containsExactly("Removed r.io/b:1: no pom names it");
  }

  @Test
  void locksAllOrNothingAndTellsAllThatFails() {
    source.put("r.io/a:1", digest("a"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> update(false, true, "r.io/a:1", "r.io/b:1", "r.io/c:1"))
        .withMessage("'r.io/b:1' is not there\n'r.io/c:1' is not there");
    assertThat(file).doesNotExist();
    assertThat(progress.lines()).isEmpty();
  }

  @Test
  void writesNoFileOfNothing() throws Exception {
    assertThat(update(false, true)).isFalse();
    assertThat(file).doesNotExist();
  }

  @Test
  void saysWhichImagesMovedAlsoWhereOneCannotBeAsked() throws Exception {
    source.put("r.io/a:1", digest("a"));
    source.put("r.io/b:1", digest("b"));
    source.put("r.io/c:1", digest("c"));
    update(false, true, "r.io/a:1", "r.io/b:1", "r.io/c:1");
    progress.clear();
    source.put("r.io/c:1", digest("moved"));
    var check = new LockCheck(this::resolve, progress);
    assertThat(check.run(LockFile.read(file))).isEqualTo(1);
    var moved = "Moved: r.io/c:1: %s -> %s".formatted(digest("c"), digest("moved"));
    assertThat(progress.lines()).containsExactly(moved);
    source.remove("r.io/a:1");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new LockCheck(this::resolve, progress).run(LockFile.read(file)))
        .withMessage("'r.io/a:1' is not there");
    assertThat(progress.lines()).containsExactly(moved, moved);
  }
}
