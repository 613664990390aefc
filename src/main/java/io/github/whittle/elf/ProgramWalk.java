package io.github.whittle.elf;

import io.github.whittle.elf.Problem.Kind;
import io.github.whittle.elf.Requirements.CacheLine;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.Lookup.Way;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Goes from programs to all that they need, and notes what is there and what is wrong. */
final class ProgramWalk {
  /** As the kernel: a script's interpreter may be a script, but not without end. */
  private static final int MAX_SCRIPTS = 5;

  private final List<ImageFiles> places;
  private final ImageFiles files;
  private final Platform platform;
  private final Map<String, String> environment;
  private final Map<TreePath, Reason> needed = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<CacheLine> listed = new ArrayList<>();
  private TreePath program;

  /**
   * @param places in which libraries are looked for; the last has all that the others have
   */
  ProgramWalk(List<ImageFiles> places, Platform platform, Map<String, String> environment) {
    this.places = places;
    this.files = places.get(places.size() - 1);
    this.platform = platform;
    this.environment = environment;
  }

  Requirements requirements() {
    return new Requirements(new TreeMap<>(needed), problems, listed);
  }

  void start(TreePath root) throws IOException {
    program = root;
    check(root, 0);
  }

  private void check(TreePath at, int scripts) throws IOException {
    var way = files.way(at.value());
    if (way.isEmpty()) {
      add(at, Kind.NOT_THERE, at.value());
      return;
    }
    need(way.get(), at);
    var file = way.get().end();
    var format = files.format(file);
    if (format instanceof FileFormat.Elf elf) {
      checkElf(at, file, elf.file());
    } else if (format instanceof FileFormat.Script script && scripts < MAX_SCRIPTS) {
      checkScript(at, script, scripts + 1);
    } else if (format instanceof FileFormat.Foreign foreign) {
      add(at, Kind.OTHER_SYSTEM, foreign.system());
    } else if (format instanceof FileFormat.DamagedElf damaged) {
      add(at, Kind.DAMAGED, damaged.problem());
    } else {
      add(at, Kind.NO_PROGRAM, "");
    }
  }

  private void checkScript(TreePath at, FileFormat.Script script, int scripts) throws IOException {
    var interpreter = files.way(script.interpreter());
    if (interpreter.isEmpty()) {
      add(at, Kind.INTERPRETER_MISSING, script.interpreter());
      return;
    }
    need(interpreter.get(), at);
    var command = EnvCommand.of(script);
    if (command.isEmpty() && hasWindowsLineEnd(script)) {
      add(at, Kind.ARGUMENT_OF_WINDOWS, script.argument().get().strip());
    }
    check(interpreter.get().end(), scripts);
    if (command.isPresent()) {
      checkCommand(at, command.get(), scripts);
    }
  }

  /** Perl alone reads over it. */
  private static boolean hasWindowsLineEnd(FileFormat.Script script) {
    return script.argument().orElse("").endsWith("\r") && !script.interpreter().endsWith("/perl");
  }

  private void checkCommand(TreePath at, String command, int scripts) throws IOException {
    for (var path : SearchPath.of(environment).candidates(command)) {
      var way = files.way(path);
      if (way.isPresent()) {
        need(way.get(), at);
        check(way.get().end(), scripts);
        return;
      }
    }
    add(at, Kind.COMMAND_MISSING, command);
  }

  private void checkElf(TreePath at, TreePath file, ElfFile elf) throws IOException {
    if (!ElfMachine.runsOn(elf.header(), platform)) {
      add(at, Kind.OTHER_MACHINE, ElfMachine.describe(elf.header()));
      return;
    }
    var known = checkInterpreter(at, elf);
    var search = LibrarySearch.of(elf, places, environment);
    var origin = file.parent().orElseThrow().value();
    var root = new Loaded(at, origin, elf, Optional.empty());
    var closure = Closure.of(places, search, root, file, known);
    closure.found().forEach(this::found);
    closure.missing().forEach(this::missing);
    closure
        .wrongVersions()
        .forEach(
            wrong ->
                add(
                    wrong.by().path(),
                    Kind.VERSION_MISSING,
                    "%s of '%s'".formatted(String.join(", ", wrong.versions()), wrong.library())));
  }

  /** The names by which libraries need the interpreter, which is in memory before them. */
  private Map<String, Loaded> checkInterpreter(TreePath at, ElfFile elf) throws IOException {
    if (elf.interpreter().isEmpty()) {
      return Map.of();
    }
    var path = elf.interpreter().get();
    var way = files.way(path);
    if (way.isEmpty()) {
      add(at, Kind.INTERPRETER_MISSING, path);
      return Map.of();
    }
    need(way.get(), at);
    var file = way.get().end();
    if (!(files.format(file) instanceof FileFormat.Elf loader)) {
      add(file, Kind.NO_PROGRAM, "");
      return Map.of();
    }
    if (!ElfMachine.runsOn(loader.file().header(), platform)) {
      add(file, Kind.OTHER_MACHINE, ElfMachine.describe(loader.file().header()));
    }
    var names = new HashMap<String, Loaded>();
    var loaded = new Loaded(file, "", loader.file(), Optional.empty());
    names.put(path.substring(path.lastIndexOf('/') + 1), loaded);
    loader.file().dynamic().soname().ifPresent(soname -> names.put(soname, loaded));
    return names;
  }

  private void found(Closure.Found library) {
    need(library.way(), library.by().path());
    var path = library.candidate().path();
    var through = library.candidate().through();
    if (through.equals(LdSoCache.FILE) || library.candidate().isUnlisted()) {
      var header = library.by().elf().header();
      ElfMachine.of(header)
          .map(m -> new LdSoCache.Entry(library.name(), m.cacheFlags(), path))
          .ifPresent(entry -> listed.add(new CacheLine(entry, header.data().order())));
    }
    if (library.candidate().isUnlisted()) {
      add(library.by().path(), Kind.LIBRARY_UNLISTED, path);
    } else if (!through.isEmpty()) {
      files.way(through).ifPresent(way -> need(way, library.by().path()));
    }
  }

  private void missing(Closure.Missing library) {
    var by = library.by().path();
    library
        .unusable()
        .ifPresentOrElse(
            path -> add(by, Kind.LIBRARY_UNUSABLE, path.value()),
            () -> add(by, Kind.LIBRARY_MISSING, library.name()));
  }

  private void need(Way way, TreePath by) {
    way.over().forEach(path -> needed.putIfAbsent(path, Reason.neededBy(by)));
    needed.putIfAbsent(way.end(), Reason.neededBy(by));
  }

  private void add(TreePath at, Kind kind, String what) {
    problems.add(new Problem(program, at, kind, what));
  }
}
