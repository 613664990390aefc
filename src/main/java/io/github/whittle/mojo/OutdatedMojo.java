package io.github.whittle.mojo;

import io.github.whittle.base.Bases;
import io.github.whittle.base.LockCheck;
import io.github.whittle.base.LockFile;
import io.github.whittle.maven.LockPlace;
import io.github.whittle.maven.ProjectConfiguration;
import io.github.whittle.maven.Reactor;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Says which images of <code>whittle.lock</code> are something else now. */
@Mojo(name = "outdated", aggregator = true, threadSafe = true)
public final class OutdatedMojo extends RegistryGoal {
  /** Fails if any has moved. */
  @Parameter(property = "whittle.outdated.fail", defaultValue = "false")
  private boolean fail;

  @Inject
  public OutdatedMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run() throws IOException {
    var own = configured();
    own.checkProperties();
    int moved = 0;
    var plugin = execution().getMojoDescriptor().getPluginDescriptor();
    for (var place : new Reactor(session(), plugin).locks()) {
      moved += moved(place, own);
    }
    if (fail && moved > 0) {
      throw new InvalidInputException(
          "%s; take what they are now with %s".formatted(count(moved), Bases.UPDATE_COMMAND));
    }
  }

  private int moved(LockPlace place, ProjectConfiguration otherwise) throws IOException {
    if (!Files.exists(place.file())) {
      getLog().info("Nothing is locked: there is no %s".formatted(place.file()));
      return 0;
    }
    var lock = LockFile.read(place.file());
    var progress = progress();
    var pins = new Pins(access(), session().isOffline(), progress);
    int moved =
        new LockCheck(
                reference ->
                    pins.resolve(reference, place.images().getOrDefault(reference, otherwise)),
                progress)
            .run(lock);
    getLog().info("%s: %s of %s".formatted(place.file(), count(moved), lock.images().size()));
    return moved;
  }

  private static String count(int moved) {
    return moved == 1 ? "1 image has moved" : moved + " images have moved";
  }
}
