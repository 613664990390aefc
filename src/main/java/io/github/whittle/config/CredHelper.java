package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.io.File;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code <credHelper>}: the program that knows our credentials; in short {@code
 * <credHelper>ecr-login</credHelper>}.
 *
 * @param helper what follows {@code docker-credential-} in its name, or its path
 * @param environment what it gets beside the environment of the build
 */
public record CredHelper(String helper, Map<String, String> environment) {
  public CredHelper {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    if (!helper.matches("[^\\s|&;<>$`\"']+") && !new File(helper).isFile()) {
      throw new InvalidInputException(
          "'%s' is not the name of a program; write what follows docker-credential-, for example"
                  .formatted(helper)
              + " ecr-login, or a path");
    }
  }

  public static CredHelper parse(String text) {
    return new CredHelper(text, Map.of());
  }
}
