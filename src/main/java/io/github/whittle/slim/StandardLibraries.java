package io.github.whittle.slim;

import io.github.whittle.config.PathPattern;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An interpreter without a trace keeps the library of its language, of which nobody tells a part.
 */
final class StandardLibraries implements Rule {
  private static final Map<Pattern, List<String>> LIBRARIES =
      Map.of(
          Pattern.compile("/usr(/local)?/bin/python3\\.[0-9]+"),
              List.of("/usr/lib/python3*/**", "/usr/local/lib/python3*/**"),
          Pattern.compile("/usr(/local)?/bin/perl.*"),
              List.of(
                  "/usr/lib/*/perl*/**",
                  "/usr/share/perl*/**",
                  "/etc/perl/**",
                  "/usr/local/lib/perl*/**"),
          Pattern.compile("/usr(/local)?/bin/ruby.*"),
              List.of("/usr/lib/ruby/**", "/usr/lib/*/ruby/**", "/usr/local/lib/ruby/**"),
          Pattern.compile("/.*/libtinfo\\.so.*"),
              List.of("/usr/share/terminfo/**", "/lib/terminfo/**", "/usr/lib/terminfo/**"));

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept) {
    LIBRARIES.forEach(
        (program, patterns) -> {
          if (program.matcher(path.value()).matches()) {
            var library = PathPattern.any(patterns.stream().map(PathPattern::new).toList());
            subject.whole().entries().keySet().stream()
                .filter(library::matches)
                .forEach(p -> kept.add(p.value(), "of the library of " + path));
          }
        });
  }
}
