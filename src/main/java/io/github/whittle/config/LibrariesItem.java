package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.List;

/**
 * {@code <libraries>}: the shared libraries that the binaries above need, and what the C library
 * opens when it runs, by name.
 *
 * @param from where they are taken
 * @param nss modules that look up users and hosts, as {@code dns}
 * @param gconv character sets that programs convert, as {@code UTF-16}
 * @param locales as {@code de_DE.UTF-8}
 */
public record LibrariesItem(
    Where where, LibrarySource from, List<String> nss, List<String> gconv, List<String> locales)
    implements ContentItem {
  public LibrariesItem {
    nss = checked(nss, "nss", "[a-z0-9_]+", "files,dns");
    gconv = checked(gconv, "gconv", "[A-Za-z0-9_.:()-]+", "UTF-16,ISO-8859-15");
    locales = checked(locales, "locales", "[A-Za-z0-9_.@-]+", "C.UTF-8,de_DE.UTF-8");
  }

  /** Out of the machine that runs the build, which nobody named. */
  static LibrariesItem ofBuild(Where where) {
    return new LibrariesItem(where, LibrarySource.ofBuild(), List.of(), List.of(), List.of());
  }

  private static List<String> checked(List<String> names, String tag, String form, String example) {
    for (var name : names) {
      if (!name.matches(form)) {
        throw new InvalidInputException(
            "<%s> has the name '%s'; write names as %s".formatted(tag, name, example));
      }
    }
    return List.copyOf(names);
  }

  @Override
  public boolean followsOthers() {
    return true;
  }
}
