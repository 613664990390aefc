package io.github.whittle.mojo;

import io.github.whittle.base.LockFile;
import io.github.whittle.base.LockUpdate;
import io.github.whittle.maven.LockPlace;
import io.github.whittle.maven.Reactor;
import io.github.whittle.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Writes into <code>whittle.lock</code> the digests of all images that the poms name in <code>from
 * </code>, also of <code>copy</code> and <code>libraries</code>, and in <code>certificates</code>,
 * so that builds take the same bytes everywhere.
 *
 * <p>What is locked stays as it is, unless <code>whittle.update</code> is set.
 */
@Mojo(name = "lock", aggregator = true, threadSafe = true)
public final class LockMojo extends RegistryGoal {
  /** Asks anew also for what is locked already. */
  @Parameter(property = "whittle.update", defaultValue = "false")
  private boolean update;

  @Inject
  public LockMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run() throws IOException, RegistryException {
    configured().checkProperties();
    var plugin = execution().getMojoDescriptor().getPluginDescriptor();
    var places = new Reactor(session(), plugin).locks();
    for (var place : places) {
      lock(place);
    }
    if (places.stream().allMatch(place -> place.images().isEmpty())) {
      getLog()
          .info(
              "Nothing to lock: no pom names an image by tag or path in <from><image>, <copy><from>, <libraries><from> or <system><certificates>");
    }
  }

  private void lock(LockPlace place) throws IOException, RegistryException {
    var progress = progress();
    var pins = new Pins(access(), session().isOffline(), progress);
    var lock = LockFile.read(place.file());
    boolean written =
        new LockUpdate(
                lock, reference -> pins.resolve(reference, place.images().get(reference)), progress)
            .run(place.images().keySet(), update, place.whole());
    if (written) {
      getLog().info("Wrote %s".formatted(place.file()));
    } else if (Files.exists(place.file())) {
      getLog().info("%s is up to date".formatted(place.file()));
    }
  }
}
