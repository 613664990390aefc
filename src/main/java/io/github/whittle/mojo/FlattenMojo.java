package io.github.whittle.mojo;

import io.github.whittle.build.Flattening;
import io.github.whittle.build.ImageTarget;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.maven.ProjectConfiguration;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Makes of an image the same with one layer, for every platform: without what its layers deleted or
 * replaced, and with its configuration kept. Needs no project.
 *
 * <p>Source and target are each a name in a registry, <code>tar://file</code> or <code>oci://folder
 * </code>.
 */
@Mojo(name = "flatten", aggregator = true, requiresProject = false, threadSafe = true)
public final class FlattenMojo extends RegistryGoal {
  /** The image to be flattened; a tag is taken as it is now, and the log says its digest. */
  @Parameter(property = "whittle.source")
  private String source;

  /** Where the new image goes. */
  @Parameter(property = "whittle.target")
  private String target;

  /** <code>gzip</code> (default) or <code>zstd</code>. */
  @Parameter private PlexusConfiguration compression;

  /** <code>binaries</code>: what goes out of ELF files (default: none). */
  @Parameter private PlexusConfiguration strip;

  /** Where images of others are kept (default: the user's cache folder). */
  @Parameter private PlexusConfiguration cache;

  @Inject
  public FlattenMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run() throws IOException, RegistryException {
    var configured = configured();
    configured.checkProperties();
    var from = reference("whittle.source", source);
    var to = reference("whittle.target", target);
    if (session().isOffline() && to instanceof BaseReference.InRegistry) {
      throw new InvalidInputException(
          "Maven is offline (-o), so %s cannot be pushed; leave out -o, or write to a tar or a layout"
              .formatted(to));
    }
    getLog().info("Flattened %s to %s: %s".formatted(from, to, flatten(from, to, configured)));
  }

  private Object flatten(BaseReference from, BaseReference to, ProjectConfiguration configured)
      throws IOException, RegistryException {
    var progress = progress();
    var place = new ImageTarget(to, access().toPull(configured), progress);
    var bases = new Pins(access(), session().isOffline(), progress).bases(configured);
    var flattening =
        new Flattening(
            bases,
            configured.compression().settings(),
            configured.binaries().orElse(Binaries.NONE),
            Runtime.getRuntime().availableProcessors(),
            progress);
    var digest = place.put(layout -> flattening.write(from, layout));
    Caches.clean(Caches.of(configured.cache(), progress), configured.cache());
    return digest;
  }

  private static BaseReference reference(String property, String text) {
    if (text == null || text.isBlank()) {
      throw new InvalidInputException(
          "-D%s is missing; write a name in a registry, tar://file or oci://folder"
              .formatted(property));
    }
    return BaseReference.typed(text.strip(), here());
  }

  private static Path here() {
    return Path.of("").toAbsolutePath();
  }
}
