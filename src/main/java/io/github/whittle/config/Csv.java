package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists and maps in one line, as properties hold them: {@code a,b} and {@code k=v,k2=v2}. */
final class Csv {
  private Csv() {}

  /** Trimmed items; {@code \,} is a comma and {@code \\} a backslash. A blank text has no items. */
  static List<String> list(String text) {
    var items = new ArrayList<String>();
    if (text.isBlank()) {
      return items;
    }
    var item = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && "\\,".indexOf(text.charAt(i + 1)) >= 0) {
        item.append(text.charAt(++i));
      } else if (c == ',') {
        items.add(item.toString().strip());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    items.add(item.toString().strip());
    return items;
  }

  /** In the order of the text; only the first {@code =} of an item parts key and value. */
  static Map<String, String> map(String text) {
    var map = new LinkedHashMap<String, String>();
    for (var item : list(text)) {
      int equals = item.indexOf('=');
      if (equals < 1) {
        throw new InvalidInputException(
            "'%s' has no key; write key=value,key2=value2".formatted(item));
      }
      var key = item.substring(0, equals).strip();
      if (map.put(key, item.substring(equals + 1).strip()) != null) {
        throw new InvalidInputException("'%s' is there twice; remove one".formatted(key));
      }
    }
    return map;
  }

  /** What {@link #list} reads back, if the items are trimmed. */
  static String write(List<String> items) {
    return items.stream()
        .map(item -> item.replace("\\", "\\\\").replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }
}
