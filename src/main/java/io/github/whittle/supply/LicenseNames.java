package io.github.whittle.supply;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.license.Expression;
import org.cyclonedx.util.LicenseResolver;

/** Licences as poms and packages name them, by their SPDX ids where they have one. */
final class LicenseNames {
  /** Several ids with words between, as Alpine writes it. */
  private static final Pattern EXPRESSION =
      Pattern.compile("\\(*[\\w.+-]+\\)*(?: (?:AND|OR|WITH) \\(*[\\w.+-]+\\)*)+");

  /** The library reads its whole list for every question. */
  private final Map<String, List<License>> known = new HashMap<>();

  /** Nothing where there is no name. */
  Optional<LicenseChoice> of(List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    var choice = new LicenseChoice();
    if (names.size() == 1 && EXPRESSION.matcher(names.get(0)).matches()) {
      choice.setExpression(new Expression(names.get(0)));
    } else {
      names.forEach(
          name -> known.computeIfAbsent(name, LicenseNames::found).forEach(choice::addLicense));
    }
    return Optional.of(choice);
  }

  private static List<License> found(String name) {
    var found = LicenseResolver.resolve(name, false);
    if (found != null && found.getLicenses() != null) {
      return found.getLicenses();
    }
    var license = new License();
    license.setName(name);
    return List.of(license);
  }
}
