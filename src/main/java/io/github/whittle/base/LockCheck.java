package io.github.whittle.base;

import io.github.whittle.base.LockUpdate.Resolver;
import io.github.whittle.config.BaseReference;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares a lock file with what its references mean now. */
public final class LockCheck {
  private final Resolver resolver;
  private final Progress progress;
  private final List<String> failures = new ArrayList<>();

  public LockCheck(Resolver resolver, Progress progress) {
    this.resolver = resolver;
    this.progress = progress;
  }

  /**
   * Says which images moved.
   *
   * @return how many did
   * @throws InvalidInputException if any could not be asked; all others are told before
   */
  public int run(LockFile lock) throws IOException {
    int moved = 0;
    for (var line : lock.images().entrySet()) {
      moved += moved(line, lock) ? 1 : 0;
    }
    if (!failures.isEmpty()) {
      throw new InvalidInputException(String.join("\n", failures));
    }
    return moved;
  }

  private boolean moved(Map.Entry<BaseReference, Locked> line, LockFile lock) throws IOException {
    try {
      var before = line.getValue().digest();
      var now = resolver.resolve(line.getKey()).digest();
      if (now.equals(before)) {
        return false;
      }
      var name = line.getKey().in(lock.file().getParent());
      progress.info("Moved: %s: %s -> %s".formatted(name, before, now));
      return true;
    } catch (InvalidInputException | RegistryException e) {
      failures.add(e.getMessage());
      return false;
    }
  }
}
