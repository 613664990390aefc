package io.github.whittle.elf;

import io.github.whittle.image.Platform;
import io.github.whittle.tree.TreePath;

/**
 * One reason why a program of an image will not start.
 *
 * @param program that was asked about
 * @param at the file that has the problem: the program itself, its interpreter, or a library
 * @param what is missing or in the way; see {@link Kind}
 */
public record Problem(TreePath program, TreePath at, Kind kind, String what) {
  /** What is wrong, and what {@link Problem#what} is then. */
  public enum Kind {
    /** No regular file is at the path; the path. */
    NOT_THERE,
    /** Neither a program nor a script; nothing. */
    NO_PROGRAM,
    /** A damaged ELF file; a sentence that says how. */
    DAMAGED,
    /** For another operating system; its name. */
    OTHER_SYSTEM,
    /** For another machine than the platform's; the machine, as {@code linux/arm64} if possible. */
    OTHER_MACHINE,
    /** The loader, or the interpreter after {@code #!}, is not in the image; its path. */
    INTERPRETER_MISSING,
    /** What a script hands its interpreter ends with a carriage return; the rest of it. */
    ARGUMENT_OF_WINDOWS,
    /** What a script has {@code env} start is not on PATH; its name. */
    COMMAND_MISSING,
    /** A library is not in the image; its name. */
    LIBRARY_MISSING,
    /** Where a library should be is something else; the path of that. */
    LIBRARY_UNUSABLE,
    /**
     * A library is where only ldconfig looks, and the loader's cache does not list it; its path.
     */
    LIBRARY_UNLISTED,
    /** A library lacks versions of symbols; {@code GLIBC_2.38 of '/lib/libc.so.6'}. */
    VERSION_MISSING
  }

  /** The problem for the user, without a full stop. */
  public String sentence(Platform platform) {
    return switch (kind) {
      case NOT_THERE ->
          "'%s' is not a file of the image, nor a link that leads to one".formatted(what);
      case NO_PROGRAM -> is("neither an ELF program nor a script ('#!') of one");
      case DAMAGED -> what;
      case OTHER_SYSTEM -> is("a %s program, not one for %s".formatted(what, platform));
      case OTHER_MACHINE -> is("a program for %s, not for %s".formatted(what, platform));
      case INTERPRETER_MISSING -> needs("the interpreter " + named(), "not in the image");
      case ARGUMENT_OF_WINDOWS ->
          is(
              "a script that hands its interpreter '%s' with a carriage return at its end (it has Windows' line ends)"
                  .formatted(what));
      case COMMAND_MISSING -> needs("the command " + named(), "not on the image's PATH");
      case LIBRARY_MISSING -> needs("the library '%s'".formatted(what), "not in the image");
      case LIBRARY_UNUSABLE -> needs("'%s'".formatted(what), "no library for " + platform);
      case LIBRARY_UNLISTED ->
          needs("'%s'".formatted(what), "not in the loader's list, the image's /etc/ld.so.cache");
      case VERSION_MISSING -> needs("version " + what, "not among those that this defines");
    };
  }

  private String is(String description) {
    return program.equals(at)
        ? "'%s' is %s".formatted(program, description)
        : "'%s' needs '%s', which is %s".formatted(program, at, description);
  }

  private String needs(String object, String state) {
    var through = program.equals(at) ? "" : " (for '%s')".formatted(at);
    return "'%s' needs %s%s, which is %s".formatted(program, object, through, state);
  }

  /** With the character that nobody sees in an editor. */
  private String named() {
    return what.endsWith("\r")
        ? "'%s' with a carriage return at its end (the script has Windows' line ends)"
            .formatted(what.strip())
        : "'%s'".formatted(what);
  }
}
