package io.github.whittle.build;

import io.github.whittle.elf.FileFormat;
import io.github.whittle.elf.Problem;
import io.github.whittle.elf.Problem.Kind;
import io.github.whittle.elf.Requirements;
import io.github.whittle.elf.SearchPath;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.sandbox.RunAs;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses an image whose programs cannot start: those of single items and the entrypoint. Other ELF
 * files get a warning.
 */
final class Programs {
  private static final Set<Kind> NO_PROGRAM = EnumSet.of(Kind.NOT_THERE, Kind.NO_PROGRAM);

  private final boolean strict;
  private final Says says;
  private final Progress progress;

  /**
   * @param strict whether a problem fails the build
   * @param says who says what is run
   */
  Programs(boolean strict, Says says, Progress progress) {
    this.strict = strict;
    this.says = says;
    this.progress = progress;
  }

  /**
   * @param inJars native libraries that Java will unpack; what they lack is a warning, since a jar
   *     may have others in their place
   */
  void check(Platform platform, Rootfs rootfs, FileTree inJars, ImageConfig config)
      throws IOException {
    var must = new TreeSet<TreePath>();
    var programs = new TreeSet<TreePath>();
    var libraries = new TreeSet<>(inJars.entries().keySet());
    for (var e : rootfs.added().entries().entrySet()) {
      if (e.getValue() instanceof Entry.RegularFile file && !rootfs.isLibrary(e.getKey())) {
        var format = FileFormat.of(e.getKey().value(), file.content());
        if (rootfs.isSingle(e.getKey()) && isMeantToRun(format)) {
          must.add(e.getKey());
        } else if (format instanceof FileFormat.Elf) {
          (format.isProgram() ? programs : libraries).add(e.getKey());
        }
      }
    }
    var start = started(config, rootfs.whole());
    start.ifPresent(must::add);
    libraries.removeAll(must);
    programs.addAll(must);
    programs.addAll(libraries);
    var image = rootfs.whole().with(inJars.entries());
    var all = Requirements.of(image, platform, config.environment(), programs).problems();
    var problems = all.stream().filter(problem -> must.contains(problem.program())).toList();
    var errors = new ArrayList<>(sentences(platform, problems));
    if (start.isPresent()) {
      hindrance(config, rootfs.whole(), start.get())
          .ifPresent(hindrance -> errors.add(platform + ": " + hindrance));
    }
    var warnings =
        all.stream()
            .filter(problem -> !must.contains(problem.program()))
            .filter(
                problem -> !libraries.contains(problem.program()) || !mayBeLoaded(problem, image))
            .toList();
    sentences(platform, warnings).forEach(progress::warn);
    report(errors, cure(problems));
  }

  /**
   * Whether the program that opens a library may have loaded what this one needs, from wherever it
   * is: the JVM's libraries need libjvm.so, which is in no folder that is searched for them, and a
   * jar may have several libraries.
   */
  private static boolean mayBeLoaded(Problem problem, FileTree image) {
    return problem.kind() == Kind.LIBRARY_MISSING
        && image.entries().keySet().stream().anyMatch(path -> path.name().equals(problem.what()));
  }

  private Optional<String> hindrance(ImageConfig config, FileTree image, TreePath start)
      throws IOException {
    var user = config.user();
    return user.isEmpty()
        ? Optional.empty()
        : Says.reading(says.user(), () -> RunAs.of(user.get(), image)).hindrance(image, start);
  }

  private void report(List<String> errors, String cure) {
    if (strict && !errors.isEmpty()) {
      throw new InvalidInputException(
          String.join("\n", errors)
              + "\n"
              + cure
              + "; <checkLibraries>false</checkLibraries> makes this a warning");
    }
    errors.forEach(progress::warn);
  }

  /** Not so a Windows program: it may as well be a library of .NET, which is data. */
  private static boolean isMeantToRun(FileFormat format) {
    return format.isProgram()
        || format instanceof FileFormat.DamagedElf
        || format instanceof FileFormat.Foreign && format != FileFormat.Foreign.PE;
  }

  /** The path of the program that a runtime starts, as it would look for it. */
  private Optional<TreePath> started(ImageConfig config, FileTree image) {
    return (config.entrypoint().isEmpty() ? config.command() : config.entrypoint())
        .stream().findFirst().map(word -> started(word, config, image));
  }

  private TreePath started(String word, ImageConfig config, FileTree image) {
    if (word.contains("/")) {
      var folder = config.workingDirectory().orElse("/");
      return Says.reading(
          says.entrypoint(),
          () -> TreePath.parse(word.startsWith("/") ? word : folder + "/" + word));
    }
    var path = SearchPath.of(config.environment());
    return path.candidates(word).stream()
        .map(TreePath::parse)
        .filter(p -> image.inode(image.resolve(p, true)).isPresent())
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(says.notFound(word, path.folders())));
  }

  private static List<String> sentences(Platform platform, List<Problem> problems) {
    return problems.stream().map(p -> platform + ": " + p.sentence(platform)).distinct().toList();
  }

  private static String cure(List<Problem> problems) {
    if (problems.stream().anyMatch(p -> p.kind() == Kind.OTHER_MACHINE)) {
      return "Give each platform its own program, with {arch}, {machine} or {classifier} in <source>"
          + " or <coordinates>, or name its platform in <from><platforms>";
    }
    if (problems.isEmpty()) {
      return "Leave out <mode>, or let the user of the image run it";
    }
    if (problems.stream().anyMatch(p -> NO_PROGRAM.contains(p.kind()))) {
      return "Write the path of a program in <contents> as the first word of <container><entrypoint>";
    }
    return "Add what is missing to <contents>, or by <libraries><from>an image, or host</from></libraries>"
        + " behind the program, or link it statically";
  }
}
