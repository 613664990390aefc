package io.github.whittle.slim;

import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What else must stay when one file does, and no header of the file says so. */
interface Rule {
  /**
   * @param path of a regular file that stays
   */
  void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept) throws IOException;

  /**
   * @param withoutTrace whether nothing else tells what the programs open
   */
  static List<Rule> all(boolean withoutTrace) {
    var rules =
        new ArrayList<Rule>(
            List.of(new PythonSources(), new JavaHome(withoutTrace), new NameService()));
    if (withoutTrace) {
      rules.addAll(List.of(new StandardLibraries(), new ShellWords(), new LocaleData()));
    }
    return List.copyOf(rules);
  }
}
