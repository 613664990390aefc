package io.github.whittle.elf;

import io.github.whittle.elf.Problem.Kind;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the programs of an image find in it all that they need to start. */
public final class ProgramCheck {
  /** As the kernel: a script's interpreter may be a script, but not without end. */
  private static final int MAX_SCRIPTS = 5;

  private final ImageFiles files;
  private final Platform platform;
  private final Map<String, String> environment;
  private final TreePath program;
  private final List<Problem> problems = new ArrayList<>();

  private ProgramCheck(
      ImageFiles files, Platform platform, Map<String, String> environment, TreePath program) {
    this.files = files;
    this.platform = platform;
    this.environment = environment;
    this.program = program;
  }

  /**
   * Every problem of every program; none when all will start.
   *
   * @param image the whole image as it will be, its base included
   * @param environment of the image; PATH and LD_LIBRARY_PATH count
   * @param programs ELF programs, scripts or shared libraries; others are a problem themselves
   */
  public static List<Problem> check(
      FileTree image,
      Platform platform,
      Map<String, String> environment,
      Collection<TreePath> programs)
      throws IOException {
    var files = new ImageFiles(image);
    var problems = new ArrayList<Problem>();
    for (var program : programs) {
      var check = new ProgramCheck(files, platform, environment, program);
      check.check(program, 0);
      problems.addAll(check.problems);
    }
    return List.copyOf(problems);
  }

  private void check(TreePath at, int scripts) throws IOException {
    var file = files.find(at.value());
    if (file.isEmpty()) {
      add(at, Kind.NOT_THERE, at.value());
      return;
    }
    var format = files.format(file.get());
    if (format instanceof FileFormat.Elf elf) {
      checkElf(at, file.get(), elf.file());
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
    var interpreter = files.find(script.interpreter());
    if (interpreter.isEmpty()) {
      add(at, Kind.INTERPRETER_MISSING, script.interpreter());
      return;
    }
    check(interpreter.get(), scripts);
    var command = EnvCommand.of(script);
    if (command.isPresent()) {
      checkCommand(at, command.get(), scripts);
    }
  }

  private void checkCommand(TreePath at, String command, int scripts) throws IOException {
    for (var path : SearchPath.of(environment).candidates(command)) {
      var file = files.find(path);
      if (file.isPresent()) {
        check(file.get(), scripts);
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
    var search = LibrarySearch.of(elf, files, environment);
    var origin = file.parent().orElseThrow().value();
    var closure =
        Closure.of(files, search, new Loaded(at, origin, elf, Optional.empty()), file, known);
    for (var missing : closure.missing()) {
      var by = missing.by().path();
      missing
          .unusable()
          .ifPresentOrElse(
              path -> add(by, Kind.LIBRARY_UNUSABLE, path.value()),
              () -> add(by, Kind.LIBRARY_MISSING, missing.name()));
    }
  }

  /** The names by which libraries need the interpreter, which is in memory before them. */
  private Set<String> checkInterpreter(TreePath at, ElfFile elf) throws IOException {
    var names = new HashSet<String>();
    if (elf.interpreter().isEmpty()) {
      return names;
    }
    var path = elf.interpreter().get();
    names.add(path.substring(path.lastIndexOf('/') + 1));
    var file = files.find(path);
    if (file.isEmpty()) {
      add(at, Kind.INTERPRETER_MISSING, path);
    } else if (files.format(file.get()) instanceof FileFormat.Elf loader) {
      loader.file().dynamic().soname().ifPresent(names::add);
      checkMachine(file.get(), loader.file());
    } else {
      add(file.get(), Kind.NO_PROGRAM, "");
    }
    return names;
  }

  private void checkMachine(TreePath at, ElfFile elf) {
    if (!ElfMachine.runsOn(elf.header(), platform)) {
      add(at, Kind.OTHER_MACHINE, ElfMachine.describe(elf.header()));
    }
  }

  private void add(TreePath at, Kind kind, String what) {
    problems.add(new Problem(program, at, kind, what));
  }
}
