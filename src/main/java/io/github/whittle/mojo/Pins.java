package io.github.whittle.mojo;

import io.github.whittle.base.Bases;
import io.github.whittle.base.LockFile;
import io.github.whittle.base.Locked;
import io.github.whittle.config.BaseReference;
import io.github.whittle.maven.ProjectConfiguration;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.Progress;
import java.io.IOException;

/** How the goals ask what an image is now, with the means of the project that names it. */
record Pins(Access access, boolean offline, Progress progress) {
  Locked resolve(BaseReference reference, ProjectConfiguration configured)
      throws IOException, RegistryException {
    return bases(configured).resolve(reference);
  }

  /** For whoever knows the digest that is wanted: no lock file counts. */
  Bases bases(ProjectConfiguration configured) throws IOException {
    return new Bases(
        Caches.of(configured.cache(), progress),
        LockFile.empty(),
        access.toPull(configured),
        offline,
        progress);
  }
}
