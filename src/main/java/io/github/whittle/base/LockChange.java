package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;

/** What a lock file shall be, before anything is written. */
public record LockChange(LockFile before, LockFile after) {
  /**
   * Says each line that changes, and writes the file.
   *
   * @return false if the file was right already
   */
  public boolean write(Progress progress) throws IOException {
    after.images().forEach((reference, locked) -> say(reference, locked, progress));
    before.images().keySet().stream()
        .filter(reference -> !after.images().containsKey(reference))
        .forEach(gone -> progress.info("Removed %s: no pom names it".formatted(name(gone))));
    return (!after.images().isEmpty() || Files.exists(after.file())) && after.write();
  }

  private void say(BaseReference reference, Locked now, Progress progress) {
    var then = before.images().get(reference);
    if (now.equals(then)) {
      return;
    }
    boolean moved = then != null && !then.digest().equals(now.digest());
    var platforms =
        now.platforms().keySet().stream().map(Object::toString).collect(Collectors.joining(", "));
    progress.info(
        "Locked %s: %s%s (%s)"
            .formatted(
                name(reference), moved ? then.digest() + " -> " : "", now.digest(), platforms));
  }

  private String name(BaseReference reference) {
    return reference.in(after.file().getParent());
  }
}
