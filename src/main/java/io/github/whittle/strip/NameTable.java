package io.github.whittle.strip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of sections in one table; one name may be the end of another, as linkers have it.
 *
 * @param places by name, from the beginning of {@code bytes}
 */
record NameTable(Map<String, Integer> places, byte[] bytes) {
  static NameTable of(Collection<String> names) {
    var out = new ByteArrayOutputStream();
    out.write(0);
    var places = new HashMap<String, Integer>();
    places.put("", 0);
    var longer = "";
    for (var name : sortedByEnd(names)) {
      if (longer.endsWith(name) && !name.isEmpty()) {
        // In bytes, since what is before may have letters of several.
        places.put(name, places.get(longer) + size(longer) - size(name));
      } else if (!name.isEmpty()) {
        places.put(name, out.size());
        out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        out.write(0);
        longer = name;
      }
    }
    return new NameTable(places, out.toByteArray());
  }

  /** Each behind those that end with it. */
  private static Iterable<String> sortedByEnd(Collection<String> names) {
    return names.stream()
        .distinct()
        .sorted(
            Comparator.comparing((String name) -> new StringBuilder(name).reverse().toString())
                .reversed())
        .toList();
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
