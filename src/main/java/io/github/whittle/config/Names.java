package io.github.whittle.config;

import io.github.whittle.image.Platform;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The names that tags and properties may have, read off the records. */
final class Names {
  /** What every property begins with. */
  static final String PREFIX = "whittle.";

  /** Records with tags inside that may be written as one text too. */
  private static final Set<Class<?>> SHORTHAND = Set.of(Compression.class, Platform.class);

  private Names() {}

  static boolean hasShorthand(Class<?> type) {
    return SHORTHAND.contains(type);
  }

  /** Whether {@code type} is written with tags inside. */
  static boolean isTag(Class<?> type) {
    return type.isRecord() && (hasShorthand(type) || !Scalars.KNOWN.contains(type));
  }

  /** The tags inside a record's tag. */
  static List<String> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> component.getType() != Where.class)
        .map(RecordComponent::getName)
        .sorted()
        .toList();
  }

  /** The records that a list may hold, by their tags. */
  static SortedMap<String, Class<?>> items(Class<?> sealed) {
    var items = new TreeMap<String, Class<?>>();
    for (var item : sealed.getPermittedSubclasses()) {
      var name = item.getSimpleName().replaceFirst("Item$", "");
      items.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), item);
    }
    return Collections.unmodifiableSortedMap(items);
  }

  /** Every property, with its prefix. */
  static SortedSet<String> properties(Class<?> record) {
    var found = new TreeSet<String>();
    collect(record, PREFIX, found);
    return found;
  }

  private static void collect(Class<?> record, String prefix, SortedSet<String> found) {
    for (var component : record.getRecordComponents()) {
      var path = prefix + component.getName();
      var type = valueType(component.getGenericType());
      boolean tag = isTag(type) && component.getType() != List.class;
      if (!type.isSealed() && (!tag || hasShorthand(type))) {
        found.add(path);
      }
      if (tag) {
        collect(type, path + ".", found);
      }
    }
  }

  /** What an {@code Optional} or a list holds; of a map, the key. */
  private static Class<?> valueType(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getActualTypeArguments()[0]
        : (Class<?>) type;
  }
}
