package io.github.whittle.slim;

import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Python looks at and does not read: {@code a.py}, beside whose folder it reads {@code
 * __pycache__/a.cpython-311.pyc}, and the two names by which it knows its library.
 *
 * @see <a href="https://peps.python.org/pep-3147/">PEP 3147</a>
 * @see <a href="https://docs.python.org/3.11/library/sys_path_init.html">The initialization of
 *     sys.path</a>
 */
final class PythonSources implements Rule {
  private static final Pattern COMPILED =
      Pattern.compile("(.*)/__pycache__/([^/]+)\\.[^/.]+(\\.opt-[12])?\\.pyc");

  private static final Pattern IN_LIBRARY = Pattern.compile("(.*/lib(64)?/python3\\.[0-9]+)/.*");

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept) {
    var compiled = COMPILED.matcher(path.value());
    if (compiled.matches()) {
      kept.put(
          new TreePath(compiled.group(1) + "/" + compiled.group(2) + ".py"),
          "the source that Python wants beside " + path.name());
    }
    var inside = IN_LIBRARY.matcher(path.value());
    if (inside.matches()) {
      for (var landmark : List.of("/os.py", "/lib-dynload")) {
        kept.put(new TreePath(inside.group(1) + landmark), "by which Python knows its library");
      }
    }
  }
}
