package io.github.whittle.mojo;

import io.github.whittle.build.IndexJoin;
import io.github.whittle.image.ImageReference;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Joins images that several machines pushed, each for its platform, into one index. Needs no
 * project.
 */
@Mojo(name = "index", aggregator = true, requiresProject = false, threadSafe = true)
public final class IndexMojo extends RegistryGoal {
  /** The images, with commas between, each with its tag or digest. */
  @Parameter(property = "whittle.sources")
  private String sources;

  /** The name that the index gets, with its tag. */
  @Parameter(property = "whittle.target")
  private String target;

  @Inject
  public IndexMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run() throws IOException, RegistryException {
    var configured = configured();
    configured.checkProperties();
    var images = images(given("whittle.sources", sources));
    var name = target();
    if (session().isOffline()) {
      throw new InvalidInputException(
          "Maven is offline (-o), so %s cannot be pushed; leave out -o".formatted(name));
    }
    var digest = new IndexJoin(access().toPull(configured), progress()).join(images, name);
    getLog().info("Joined %s images to %s: %s".formatted(images.size(), name, digest));
  }

  /** Each as it is written: a name that is empty, or there twice, is a machine that is missing. */
  static List<ImageReference> images(String sources) {
    var names = sources.split(",", -1);
    return IntStream.range(0, names.length).mapToObj(i -> image(names, i)).toList();
  }

  private static ImageReference image(String[] names, int i) {
    try {
      return ImageReference.parse(names[i].strip());
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "-Dwhittle.sources, number %s of %s: %s".formatted(i + 1, names.length, e.getMessage()),
          e);
    }
  }

  private ImageReference target() {
    var image = ImageReference.parse(given("whittle.target", target).strip());
    if (image.digest().isPresent()) {
      throw new InvalidInputException(
          "-Dwhittle.target names a digest, which nobody can choose; write a tag");
    }
    return image;
  }

  private static String given(String property, String text) {
    if (text == null || text.isBlank()) {
      throw missing(property);
    }
    return text;
  }

  private static InvalidInputException missing(String property) {
    return new InvalidInputException(
        "-D%s is missing; write for example -Dwhittle.sources=r.example/app:1.0-amd64,r.example/app:1.0-arm64 -Dwhittle.target=r.example/app:1.0"
            .formatted(property));
  }
}
