package io.github.whittle.mojo;

import io.github.whittle.base.LockChange;
import io.github.whittle.base.LockFile;
import io.github.whittle.base.LockUpdate;
import io.github.whittle.maven.LockPlace;
import io.github.whittle.maven.Reactor;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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
  void run() throws IOException {
    configured().checkProperties();
    var plugin = execution().getMojoDescriptor().getPluginDescriptor();
    var places = new Reactor(session(), plugin).locks();
    for (var change : changes(places)) {
      write(change);
    }
    if (places.stream().allMatch(place -> place.images().isEmpty())) {
      getLog()
          .info(
              "Nothing to lock: no pom names an image by tag or path in <from><image>, <copy><from>, <libraries><from> or <system><certificates>");
    }
  }

  /** All or nothing: what cannot be asked is told as a whole before any file is written. */
  private List<LockChange> changes(List<LockPlace> places) throws IOException {
    var changes = new ArrayList<LockChange>();
    var failures = new ArrayList<String>();
    for (var place : places) {
      try {
        changes.add(change(place));
      } catch (InvalidInputException e) {
        failures.add(e.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      throw new InvalidInputException(String.join("\n", failures));
    }
    return changes;
  }

  private LockChange change(LockPlace place) throws IOException {
    var pins = new Pins(access(), session().isOffline(), progress());
    return new LockUpdate(
            LockFile.read(place.file()),
            reference -> pins.resolve(reference, place.images().get(reference)))
        .run(place.images().keySet(), update, place.whole());
  }

  private void write(LockChange change) throws IOException {
    var file = change.after().file();
    if (change.write(progress())) {
      getLog().info("Wrote %s".formatted(file));
    } else if (Files.exists(file)) {
      getLog().info("%s is up to date".formatted(file));
    }
  }
}
