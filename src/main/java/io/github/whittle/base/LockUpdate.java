package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds what is missing in a lock file. */
public final class LockUpdate {
  private final LockFile lock;
  private final Resolver resolver;
  private final List<String> failures = new ArrayList<>();

  /** Tells what a reference means now. */
  @FunctionalInterface
  public interface Resolver {
    Locked resolve(BaseReference reference) throws IOException, RegistryException;
  }

  public LockUpdate(LockFile lock, Resolver resolver) {
    this.lock = lock;
    this.resolver = resolver;
  }

  /**
   * Writes nothing.
   *
   * @param named what the poms name
   * @param again whether to ask also for what is locked already
   * @param whole whether no other pom shares the file, so that lines of nothing in {@code named} go
   * @throws InvalidInputException with all images that cannot be asked, a line each
   */
  public LockChange run(Set<BaseReference> named, boolean again, boolean whole) throws IOException {
    var lines = new TreeMap<>(lock.images());
    for (var reference : named) {
      if (again || !lines.containsKey(reference)) {
        resolve(reference, lines);
      }
    }
    if (!failures.isEmpty()) {
      throw new InvalidInputException(String.join("\n", failures));
    }
    if (whole) {
      lines.keySet().retainAll(named);
    }
    return new LockChange(lock, lock.withImages(lines));
  }

  private void resolve(BaseReference reference, Map<BaseReference, Locked> into)
      throws IOException {
    try {
      into.put(reference, resolver.resolve(reference));
    } catch (InvalidInputException | RegistryException e) {
      failures.add(e.getMessage());
    }
  }
}
