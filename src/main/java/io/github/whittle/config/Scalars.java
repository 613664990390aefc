package io.github.whittle.config;

import io.github.whittle.archive.LayerCompression.Type;
import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Reads one text, or a list of words, as a value of the type that a record asks for. */
final class Scalars {
  /** The types that one text says. */
  static final Set<Class<?>> KNOWN = new Scalars(Path.of("")).readers.keySet();

  /** Types that are written as one text or as a list of elements, which means something else. */
  private static final Map<Class<?>, Function<List<String>, ?>> WORDS =
      Map.of(
          Entrypoint.class, Entrypoint::of,
          InsecureRegistries.class, InsecureRegistries::of,
          Users.class, Users::of,
          Timezones.class, Timezones::of);

  private final Map<Class<?>, Function<String, ?>> readers;

  /**
   * @param folder what relative paths are relative to
   */
  Scalars(Path folder) {
    readers =
        Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(boolean.class, Scalars::flag),
            Map.entry(Integer.class, Scalars::number),
            Map.entry(Path.class, text -> resolve(folder, text)),
            Map.entry(Cache.class, text -> Cache.in(resolve(folder, text))),
            Map.entry(HostMount.class, text -> HostMount.parse(text, folder)),
            Map.entry(Pattern.class, Scalars::pattern),
            Map.entry(ByteSize.class, ByteSize::parse),
            Map.entry(TimeSpan.class, TimeSpan::parse),
            Map.entry(SourcePath.class, text -> source(folder, text)),
            Map.entry(TreePath.class, Targets::parse),
            Map.entry(Format.class, Scalars::format),
            Map.entry(Type.class, text -> choice(Type.class, text)),
            Map.entry(ImageReference.class, ImageReference::parse),
            Map.entry(Platform.class, Platform::parse),
            Map.entry(Compression.class, Compression::parse),
            Map.entry(CredHelper.class, CredHelper::parse),
            Map.entry(Healthcheck.class, Healthcheck::parse),
            Map.entry(Base.class, text -> Base.parse(text, folder)),
            Map.entry(LibrarySource.class, text -> LibrarySource.parse(text, folder)),
            Map.entry(Pack.class, text -> choice(Pack.class, text)),
            Map.entry(Template.class, Template::parse),
            Map.entry(Tag.class, Tag::parse),
            Map.entry(User.class, User::parse),
            Map.entry(Signal.class, Signal::parse),
            Map.entry(Mode.class, Mode::parse),
            Map.entry(Owner.class, Owner::parse),
            Map.entry(PortRange.class, PortRange::parse),
            Map.entry(CreationTime.class, CreationTime::parse),
            Map.entry(Entrypoint.class, Entrypoint::parse),
            Map.entry(InsecureRegistries.class, InsecureRegistries::parse),
            Map.entry(Users.class, Users::parse),
            Map.entry(Timezones.class, Timezones::parse),
            Map.entry(Jars.class, text -> choice(Jars.class, text)),
            Map.entry(ClassStrip.class, text -> choice(ClassStrip.class, text)),
            Map.entry(Optimize.class, text -> choice(Optimize.class, text)),
            Map.entry(ContainerizingMode.class, text -> choice(ContainerizingMode.class, text)),
            Map.entry(JdkSource.class, text -> new JdkSource(folder, Template.parse(text))),
            Map.entry(Vm.class, text -> choice(Vm.class, text)),
            Map.entry(Secrets.class, Secrets::parse),
            Map.entry(Secrets.Mode.class, text -> choice(Secrets.Mode.class, text)),
            Map.entry(SecretExempt.class, SecretExempt::parse),
            Map.entry(PathPattern.class, PathPattern::parse),
            Map.entry(Preset.class, text -> choice(Preset.class, text)),
            Map.entry(Slim.Mode.class, text -> choice(Slim.Mode.class, text)),
            Map.entry(Binaries.class, text -> choice(Binaries.class, text)),
            Map.entry(KeepDebug.class, text -> KeepDebug.parse(text, t -> resolve(folder, t))),
            Map.entry(Certificates.class, text -> Certificates.parse(text, folder)));
  }

  boolean readsWords(Class<?> type) {
    return WORDS.containsKey(type);
  }

  /**
   * @throws InvalidInputException if the words are no such value; says what to write
   */
  Object readWords(Class<?> type, List<String> words) {
    return WORDS.get(type).apply(words);
  }

  /**
   * @throws InvalidInputException if the text is no such value; says what to write
   */
  Object read(Class<?> type, String text) {
    return readers.get(type).apply(text);
  }

  /** One of an enum's constants by its text form, whatever the case. */
  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> notOneOf(text, Arrays.stream(type.getEnumConstants()).map(E::toString).toList()));
  }

  private static Format format(String text) {
    return Arrays.stream(Format.values())
        .filter(format -> format.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> notOneOf(text, List.of("OCI", "Docker")));
  }

  private static InvalidInputException notOneOf(String text, List<String> known) {
    return new InvalidInputException(
        "'%s' is not known; write %s"
            .formatted(text, known.stream().collect(Collectors.joining(" or "))));
  }

  private static boolean flag(String text) {
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw new InvalidInputException("'%s' is neither true nor false".formatted(text));
    }
    return text.equalsIgnoreCase("true");
  }

  private static Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("'%s' is not a whole number".formatted(text), e);
    }
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException(
          "'%s' is no regular expression: %s".formatted(text, e.getDescription()), e);
    }
  }

  private static SourcePath source(Path folder, String text) {
    path(text);
    return new SourcePath(folder, Template.parse(text));
  }

  private static Path resolve(Path folder, String text) {
    return folder.resolve(path(text)).normalize();
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      boolean ascii = text.chars().allMatch(c -> c < 0x80);
      throw new InvalidInputException(
          "'%s' is not a path: %s%s"
              .formatted(
                  text,
                  e.getReason(),
                  ascii ? "" : "; run Maven in a locale of UTF-8, for example LC_ALL=C.UTF-8"),
          e);
    }
  }
}
