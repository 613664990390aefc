package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills records by the names of their components.
 *
 * <p>A method that answers with a value answers with null where it noted a problem, and its caller
 * goes on with what is left, so that all problems are found.
 *
 * @param presets defaults that no annotation can tell, by path
 */
record Binding(Values values, Problems problems, Map<String, String> presets) {

  Object bind(Type type, Spot spot) {
    if (type instanceof ParameterizedType generic) {
      var argument = (Class<?>) generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return optional(argument, spot);
      }
      return generic.getRawType() == List.class ? list(argument, spot) : values.map(spot);
    }
    var plain = (Class<?>) type;
    return Names.isTag(plain) ? tag(plain, spot) : values.scalar(plain, spot);
  }

  private Object optional(Class<?> type, Spot spot) {
    if (!spot.isGiven(type)) {
      return Optional.empty();
    }
    var value = bind(type, spot);
    return value == null ? null : Optional.of(value);
  }

  private Object list(Class<?> type, Spot spot) {
    var given = type.isSealed() ? spot.written() : spot.pick();
    if (given.isEmpty()) {
      return List.of();
    }
    if (!values.isReadableList(given.get())) {
      return null;
    }
    var children = given.get().children();
    if (children.isEmpty() && !type.isSealed()) {
      return values.texts(type, given.get());
    }
    var items = new ArrayList<>();
    if (type.isSealed()) {
      var known = Names.items(type);
      var checks = new TagChecks(problems);
      checks.children(spot.node().get(), spot.path(), known.keySet());
      checks.text(spot.node().get(), spot.where(), known.keySet());
      children.stream()
          .filter(child -> known.containsKey(child.name()))
          .forEach(child -> items.add(tag(known.get(child.name()), spot.item(child))));
    } else {
      children.forEach(child -> items.add(item(type, spot.item(child))));
    }
    return items.contains(null) ? null : List.copyOf(items);
  }

  private Object item(Class<?> type, Spot spot) {
    // An empty word of a command line is a word.
    return type == String.class && spot.isBlank() ? "" : bind(type, spot);
  }

  private Object tag(Class<?> type, Spot spot) {
    if (Names.hasShorthand(type)) {
      var before = spot.settings().before(spot.path());
      if (before.isPresent() || spot.isText()) {
        var given = before.or(spot::written).get();
        return shorthand(type, given, spot.withOnly(spot.settings().onlyUser()));
      }
      var after = spot.settings().after(spot.path());
      if (spot.node().isEmpty() && after.isPresent()) {
        return shorthand(type, after.get(), spot);
      }
    }
    spot.node().ifPresent(node -> check(node, spot, Names.of(type)));
    return fill(type, spot, null);
  }

  private void check(Node node, Spot spot, List<String> known) {
    var checks = new TagChecks(problems);
    checks.children(node, spot.path(), known);
    checks.doubles(node);
    checks.text(node, spot.where(), known);
  }

  private Object shorthand(Class<?> type, Given given, Spot spot) {
    var value = values.convert(type, given);
    return value == null ? null : fill(type, spot, value);
  }

  /**
   * @param under the record as its shorthand says it, for what {@code spot} does not give; or null
   */
  private Object fill(Class<?> type, Spot spot, Object under) {
    var filled = new ArrayList<>();
    for (var component : type.getRecordComponents()) {
      filled.add(component(component, spot, under));
    }
    return filled.contains(null) ? null : construct(type, filled, spot);
  }

  private Object component(RecordComponent component, Spot parent, Object under) {
    if (component.getType() == Where.class) {
      return parent.where().naming("<%s>".formatted(parent.name()));
    }
    var spot = parent.child(component.getName(), preset(component, parent));
    return under != null && !spot.isGiven(component.getGenericType())
        ? read(component, under)
        : bind(component.getGenericType(), spot);
  }

  private Optional<String> preset(RecordComponent component, Spot parent) {
    return Optional.ofNullable(component.getAnnotation(Default.class))
        .map(Default::value)
        .or(() -> Optional.ofNullable(presets.get(parent.pathOf(component.getName()))));
  }

  private static Object read(RecordComponent component, Object from) {
    try {
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private Object construct(Class<?> type, List<?> components, Spot spot) {
    try {
      var types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(components.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidInputException refused) {
        problems.refuse(spot.where(), refused.getMessage());
        return null;
      }
      throw new IllegalStateException("cannot make " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }
}
