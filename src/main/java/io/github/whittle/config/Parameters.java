package io.github.whittle.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whittle.image.Json;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of a configuration decides the image, as JSON: without who we are to a registry, and with
 * paths as the project has them, whatever folder it is in.
 */
public final class Parameters {
  /** What is not here is about the machine, the registry, or a run of the image. */
  private static final List<String> TOLD =
      List.of(
          "from",
          "contents",
          "container",
          "containerizingMode",
          "slim",
          "strip",
          "compression",
          "optimize");

  /** Never told, wherever they stand: secrets first. */
  private static final Set<Class<?>> UNTOLD = Set.of(Auth.class, CredHelper.class, Where.class);

  /** Beside the image. */
  private static final Set<String> BESIDE = Set.of("keepDebug", "attachDebug");

  private final Path folder;

  private Parameters(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * @param folder of the project: paths below are told relative to it, others by their last name
   */
  public static ObjectNode of(Configuration configuration, Path folder) {
    var parameters = new Parameters(folder);
    var json = Json.object();
    for (var component : Configuration.class.getRecordComponents()) {
      if (TOLD.contains(component.getName())) {
        parameters.put(component, configuration, json);
      }
    }
    return json;
  }

  private void put(RecordComponent component, Object record, ObjectNode into) {
    if (BESIDE.contains(component.getName())) {
      return;
    }
    var value = unwrapped(value(component, record));
    boolean isEmpty =
        value instanceof Collection<?> list && list.isEmpty()
            || value instanceof Map<?, ?> map && map.isEmpty();
    if (value != null && !isEmpty && !UNTOLD.contains(value.getClass())) {
      into.set(component.getName(), json(value));
    }
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of this package can always be read", e);
    }
  }

  private static Object unwrapped(Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }

  private JsonNode json(Object value) {
    if (value instanceof Collection<?> list) {
      var array = Json.object().putArray("list");
      list.forEach(element -> array.add(json(element)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      var object = Json.object();
      new TreeMap<>(map).forEach((name, text) -> object.set(name.toString(), json(text)));
      return object;
    }
    if (value instanceof ContentItem item) {
      return Json.object().set(tag(item), record((Record) item));
    }
    if (value instanceof Boolean flag) {
      return Json.object().put("flag", flag).get("flag");
    }
    var place = place(value);
    if (place.isPresent()) {
      return new TextNode(place.get());
    }
    return value instanceof Record record && !hasText(record)
        ? record(record)
        : new TextNode(value.toString());
  }

  private static String tag(ContentItem item) {
    var name = item.getClass().getSimpleName().replaceFirst("Item$", "");
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** Whether it says itself how it is written; what Java says of a record begins with its name. */
  private static boolean hasText(Record record) {
    return !record.toString().startsWith(record.getClass().getSimpleName() + "[");
  }

  /** A record of one component is as good as that. */
  private JsonNode record(Record record) {
    var components = record.getClass().getRecordComponents();
    var object = Json.object();
    for (var component : components) {
      put(component, record, object);
    }
    boolean isOne = components.length == 1 && object.size() == 1;
    return isOne ? object.get(components[0].getName()) : object;
  }

  /** How something is told that lies on a disk or in a registry; nothing for other values. */
  private Optional<String> place(Object value) {
    if (value instanceof Path path) {
      return Optional.of(relative(path));
    }
    if (value instanceof SourcePath source) {
      return Optional.of(relative(source.folder().resolve(source.text().text())));
    }
    if (value instanceof JdkSource source && source.text().text().indexOf(':') < 0) {
      return Optional.of(relative(source.folder().resolve(source.text().text())));
    }
    return reference(value).map(this::name);
  }

  private static Optional<BaseReference> reference(Object value) {
    if (value instanceof Base base) {
      return base.reference();
    }
    if (value instanceof LibrarySource source) {
      return source.image();
    }
    if (value instanceof Certificates certificates) {
      return certificates.image();
    }
    return value instanceof BaseReference reference ? Optional.of(reference) : Optional.empty();
  }

  /** A path as {@link #of} tells it. */
  public static String name(Path path, Path folder) {
    return new Parameters(folder).relative(path);
  }

  private String name(BaseReference reference) {
    return reference instanceof BaseReference.OnDisk disk
        ? disk.scheme() + relative(disk.path()) + disk.digest().map(d -> "@" + d).orElse("")
        : reference.in(folder);
  }

  /** Where something lies on a machine outside of the project is no part of an image. */
  private String relative(Path path) {
    var normal = folder.resolve(path).normalize();
    var found = normal.startsWith(folder) ? folder.relativize(normal) : normal.getFileName();
    return found == null ? "/" : found.toString().replace('\\', '/');
  }
}
