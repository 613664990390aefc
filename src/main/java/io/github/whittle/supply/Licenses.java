package io.github.whittle.supply;

import io.github.whittle.config.Coordinates;
import java.util.List;

/** Tells the licences of files of Maven repositories. */
@FunctionalInterface
public interface Licenses {
  /** Names, else addresses, as the pom or one that it inherits from has them; often none. */
  List<String> of(Coordinates file);
}
