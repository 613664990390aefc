package io.github.whittle.content;

import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Lookup;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code gconv-modules}: which file converts which character set.
 *
 * <p>Written without the cache that iconvconfig makes of it; the C library reads this then.
 *
 * @param lines {@code alias name// set//} and {@code module from to file cost}, as words
 */
record GconvModules(List<List<String>> lines) {
  /** In the C library itself. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "UTF-8//", "UTF8//", "ASCII//", "US-ASCII//", "UCS-2//", "UCS-4//", "UCS2//", "UCS4//");

  static GconvModules read(Lookup files, TreePath folder) throws IOException {
    var texts = new ArrayList<String>();
    texts.add(text(files, folder.resolve("gconv-modules")));
    var more = folder.resolve("gconv-modules.d");
    for (var name : files.names(more)) {
      if (name.endsWith(".conf")) {
        texts.add(text(files, more.resolve(name)));
      }
    }
    return new GconvModules(
        texts.stream()
            .flatMap(String::lines)
            .map(line -> List.of(line.replaceFirst("#.*", "").strip().split("\\s+")))
            .filter(words -> isAlias(words) || isModule(words))
            .toList());
  }

  private static String text(Lookup files, TreePath path) throws IOException {
    if (files.inode(path).orElse(null) instanceof RegularFile file) {
      try (var in = file.content().open()) {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      }
    }
    return "";
  }

  private static boolean isAlias(List<String> words) {
    return words.size() == 3 && words.get(0).equals("alias");
  }

  private static boolean isModule(List<String> words) {
    return words.size() >= 4 && words.get(0).equals("module");
  }

  /** Whether a character set, or what it is another name of, is here or built in. */
  boolean knows(String set) {
    var name = canonical(set);
    return BUILT_IN.contains(name) || lines.stream().anyMatch(words -> converts(words, name));
  }

  private String canonical(String set) {
    var name = set.toUpperCase(Locale.ROOT) + "//";
    return lines.stream()
        .filter(words -> isAlias(words) && words.get(1).equals(name))
        .map(words -> words.get(2))
        .findFirst()
        .orElse(name);
  }

  private static boolean converts(List<String> words, String name) {
    return isModule(words) && (words.get(1).equals(name) || words.get(2).equals(name));
  }

  /** Only the lines of some character sets, with all their names. */
  GconvModules only(Collection<String> sets) {
    var names = sets.stream().map(this::canonical).collect(Collectors.toSet());
    return new GconvModules(
        lines.stream()
            .filter(
                words ->
                    isAlias(words)
                        ? names.contains(words.get(2))
                        : names.stream().anyMatch(name -> converts(words, name)))
            .toList());
  }

  /** The names of the modules' files, beside the table. */
  Set<String> files() {
    return lines.stream()
        .filter(GconvModules::isModule)
        .map(words -> words.get(3).replaceFirst("(\\.so)?$", ".so"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Content content() {
    var text = lines.stream().map(words -> String.join("\t", words) + "\n");
    return Content.of(text.collect(Collectors.joining()).getBytes(StandardCharsets.US_ASCII));
  }
}
