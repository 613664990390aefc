package io.github.whittle.slim;

import io.github.whittle.tree.TreePath;
import java.util.regex.Pattern;

/**
 * Python reads {@code __pycache__/a.cpython-311.pyc} only where {@code a.py} lies beside the
 * folder.
 *
 * @see <a href="https://peps.python.org/pep-3147/">PEP 3147</a>
 */
final class PythonSources implements Rule {
  private static final Pattern COMPILED =
      Pattern.compile("(.*)/__pycache__/([^/]+)\\.[^/.]+(\\.opt-[12])?\\.pyc");

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept) {
    var match = COMPILED.matcher(path.value());
    if (match.matches()) {
      kept.put(
          new TreePath(match.group(1) + "/" + match.group(2) + ".py"),
          "the source that Python wants beside " + path.name());
    }
  }
}
