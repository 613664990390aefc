package io.github.whittle.jvm;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JDK's classes as a virtual machine has them in memory (class data sharing): made by the very
 * runtime that is shipped, since another one refuses it.
 *
 * <p>Only the archive for compressed pointers: without them, which is from 32 GB of heap on, Java
 * starts as without an archive.
 */
final class ClassArchive {
  /**
   * What the bytes would else follow from: the machine's cores (which choose the collector) and
   * memory. So small a heap lies at the lowest address, where it is mapped as it is into every heap
   * below 4 GB. Serial and Parallel read the archives of G1, JDK 17 without their objects.
   */
  static final List<String> OPTIONS = List.of("-XX:+UseG1GC", "-Xms128m", "-Xmx128m");

  /** A machine may have no other locale; its name is in the archive. */
  private static final Map<String, String> LOCALE = Map.of("LC_ALL", "C");

  private ClassArchive() {}

  /**
   * @param home of the runtime, which must run here
   */
  static void add(Path home, Progress progress) throws IOException {
    var vm = virtualMachine(home);
    var archive = vm.resolve("classes.jsa");
    var second = vm.resolve("classes.second.jsa");
    dump(home, archive);
    dump(home, second);
    if (Files.mismatch(archive, second) >= 0) {
      progress.warn(
          "<cds>: this JDK makes other bytes every time, so the digest differs from that of other"
              + " machines; JDK 25 makes the same everywhere");
    }
    Files.delete(second);
  }

  private static Path virtualMachine(Path home) throws IOException {
    try (var files = Files.walk(home.resolve("lib"), 2)) {
      return files
          .filter(file -> file.getFileName().toString().equals("libjvm.so"))
          .map(Path::getParent)
          .sorted()
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidInputException("<cds>: the runtime has no virtual machine of Linux"));
    }
  }

  private static void dump(Path home, Path archive) throws IOException {
    var command = new ArrayList<String>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:dump"));
    var said = new JdkProgram(command, home, LOCALE).run();
    if (!said.isEmpty()) {
      throw new InvalidInputException(
          "<cds>: the runtime does not run on this machine, or makes no archive: "
              + said.lines().limit(3).toList());
    }
  }
}
