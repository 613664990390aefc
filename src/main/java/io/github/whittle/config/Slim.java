package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code <slim>}: what of the image is left out, because nothing needs it.
 *
 * @param traces files that tell which paths a run touched, or folders of {@code .trace} files
 * @param keep stays, whatever else is said
 * @param remove leaves, unless {@code keep} says otherwise
 * @param atLeast what nothing needs leaves only from this size on
 * @param licences whether the copyright files of packages that stay do too
 * @param dryRun whether only a list of what would leave is made
 */
public record Slim(
    @Default("off") Mode mode,
    @Default("src/main/whittle") List<Path> traces,
    List<PathPattern> keep,
    List<PathPattern> remove,
    List<Preset> presets,
    Optional<ByteSize> atLeast,
    @Default("false") boolean licences,
    @Default("false") boolean dryRun) {

  /** How it is found out what is needed. */
  public enum Mode {
    /** Only presets and named paths leave. */
    OFF,
    /** What the programs of the image cannot reach leaves. */
    REACHABLE,
    /** The same, but what a trace names stays too. */
    TRACED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Slim {
    traces = List.copyOf(traces);
    keep = List.copyOf(keep);
    remove = List.copyOf(remove);
    presets = List.copyOf(presets);
    if (mode == Mode.OFF && atLeast.isPresent()) {
      throw new InvalidInputException(
          "<atLeast> is about what nothing needs; write <mode>reachable</mode> or <mode>traced</mode> too");
    }
  }

  /** Nothing leaves. */
  public static Slim none() {
    return new Slim(
        Mode.OFF, List.of(), List.of(), List.of(), List.of(), Optional.empty(), false, false);
  }

  /** Whether anything may leave. */
  public boolean isOff() {
    return mode == Mode.OFF && presets.isEmpty() && remove.isEmpty();
  }
}
