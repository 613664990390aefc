package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes into a lock file what is missing there, and says each line that it changes. */
public final class LockUpdate {
  private final LockFile lock;
  private final Resolver resolver;
  private final Progress progress;

  /** Tells what a reference means now. */
  @FunctionalInterface
  public interface Resolver {
    Locked resolve(BaseReference reference) throws IOException, RegistryException;
  }

  public LockUpdate(LockFile lock, Resolver resolver, Progress progress) {
    this.lock = lock;
    this.resolver = resolver;
    this.progress = progress;
  }

  /**
   * Locks all or nothing: whatever fails, the file stays as it was.
   *
   * @param named what the poms name
   * @param again whether to ask also for what is locked already
   * @param whole whether no other pom shares the file, so that lines of nothing in {@code named} go
   * @return false if the file was right already
   */
  public boolean run(Set<BaseReference> named, boolean again, boolean whole)
      throws IOException, RegistryException {
    var lines = new TreeMap<>(lock.images());
    for (var reference : named) {
      if (again || !lines.containsKey(reference)) {
        var before = lines.put(reference, resolver.resolve(reference));
        say(reference, before, lines.get(reference));
      }
    }
    if (whole && lines.keySet().retainAll(named)) {
      lock.images().keySet().stream()
          .filter(reference -> !named.contains(reference))
          .forEach(gone -> progress.info("Removed %s: no pom names it".formatted(name(gone))));
    }
    return (!lines.isEmpty() || Files.exists(lock.file())) && lock.withImages(lines).write();
  }

  private void say(BaseReference reference, Locked before, Locked now) {
    if (now.equals(before)) {
      return;
    }
    boolean moved = before != null && !before.digest().equals(now.digest());
    var platforms =
        now.platforms().keySet().stream().map(Object::toString).collect(Collectors.joining(", "));
    progress.info(
        "Locked %s: %s%s (%s)"
            .formatted(
                name(reference), moved ? before.digest() + " -> " : "", now.digest(), platforms));
  }

  private String name(BaseReference reference) {
    return reference.in(lock.file().getParent());
  }
}
