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
  private static final Set<Class<?>> SHORTHAND =
      Set.of(
          Cache.class,
          Compression.class,
          CredHelper.class,
          Healthcheck.class,
          Platform.class,
          Secrets.class);

  private Names() {}

  static boolean hasShorthand(Class<?> type) {
    return SHORTHAND.contains(type);
  }

  /** Whether {@code type} is written with tags inside. */
  static boolean isTag(Class<?> type) {
    return type.isRecord() && (hasShorthand(type) || !Scalars.KNOWN.contains(type));
  }

  /** The tags inside a record's tag. */
  static List<String> of(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getType() != Where.class)
        .map(RecordComponent::getName)
        .sorted()
        .toList();
  }

  /** The records that a list may hold, by their tags. */
  static SortedMap<String, Class<?>> items(Class<?> kind) {
    var items = new TreeMap<String, Class<?>>();
    for (var item : kind.getPermittedSubclasses()) {
      var name = item.getSimpleName().replaceFirst("Item$", "");
      items.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), item);
    }
    return Collections.unmodifiableSortedMap(items);
  }

  /** Every property, with its prefix. */
  static SortedSet<String> properties(Class<?> type) {
    var found = new TreeSet<String>();
    collect(type, PREFIX, found);
    return found;
  }

  /** The properties that may say a value of {@code type} at {@code path}. */
  static SortedSet<String> properties(Type type, String path) {
    var found = new TreeSet<String>();
    add(type, PREFIX + path, found);
    return found;
  }

  private static void collect(Class<?> type, String prefix, SortedSet<String> found) {
    for (var component : type.getRecordComponents()) {
      add(component.getGenericType(), prefix + component.getName(), found);
    }
  }

  private static void add(Type type, String path, SortedSet<String> found) {
    var value = valueType(type);
    boolean list = type instanceof ParameterizedType generic && generic.getRawType() == List.class;
    boolean tag = isTag(value) && !list;
    if (!value.isSealed() && (!tag || hasShorthand(value))) {
      found.add(path);
    }
    if (tag) {
      collect(value, path + ".", found);
    }
  }

  /** The tags of the top that {@code name} may stand in. */
  static List<String> homes(String name) {
    return Arrays.stream(Configuration.class.getRecordComponents())
        .filter(
            component ->
                component.getType().isRecord() && of(component.getType()).contains(name)
                    || component.getType() == List.class
                        && items(valueType(component.getGenericType())).containsKey(name))
        .map(RecordComponent::getName)
        .toList();
  }

  /** What an {@code Optional} or a list holds; of a map, the key. */
  private static Class<?> valueType(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getActualTypeArguments()[0]
        : (Class<?>) type;
  }
}
