package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Container;
import io.github.whittle.image.Format;
import io.github.whittle.support.ClassBytes;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;

class StartedClassTest {
  private static final TreePath HOME = new TreePath("/opt/java");

  /** What the Java of the image starts, whatever the class was compiled for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVA_VERSION=\"17.0.15\" | -server | whose main method the Java 17 of the image does not start",
        "JAVA_VERSION=\"21\" | -server | whose main method the Java 21 of the image does not start",
        "JAVA_VERSION=\"21.0.5\" | --enable-preview | ''",
        "JAVA_VERSION=\"25.0.3\" | -server | ''",
        "JAVA_VERSION=\"26\" | -server | ''",
        "IMPLEMENTOR=\"Ex\" | -server | ''",
      })
  void anInstanceMainNeedsTheJavaThatStartsIt(String release, String flag, String problem)
      throws Exception {
    for (int version : new int[] {Opcodes.V1_8, Opcodes.V17}) {
      var main = ClassBytes.of(version, "ex.App", 0, "()V");
      assertThat(problem(main, release, flag, Optional.of(HOME))).contains(problem);
      assertThat(problem(main, release, flag, Optional.empty())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"JAVA_VERSION=\"17\"", "JAVA_VERSION=\"25\""})
  void aStaticMainIsStartedByEveryJava(String release) throws Exception {
    var main = ClassBytes.main("ex.App");
    assertThat(problem(main, release, "-server", Optional.of(HOME))).isEmpty();
  }

  /** Java reads flags there, too, and an agent there brings classes, too. */
  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -Xmx1g --enable-preview",
    "JDK_JAVA_OPTIONS, --enable-preview",
    "_JAVA_OPTIONS, '\"--enable-preview\" -Xmx1g'",
    "JAVA_TOOL_OPTIONS, -javaagent:/agent.jar",
  })
  void flagsOfTheEnvironmentCount(String variable, String text) throws Exception {
    var main = ClassBytes.of(Opcodes.V21, "ex.App", 0, "()V");
    var release = "JAVA_VERSION=\"21.0.5\"";
    assertThat(problem(main, release, Map.of(variable, text))).isEmpty();
    assertThat(problem(main, release, Map.of(variable, "-Xmx1g"))).contains("does not start");
    assertThat(problem(main, release, Map.of("OPTIONS", text))).contains("does not start");
  }

  private static String problem(byte[] main, String release, Map<String, String> environment)
      throws Exception {
    return problem(main, release, "-server", environment, Optional.of(HOME));
  }

  private static String problem(byte[] main, String release, String flag, Optional<TreePath> home)
      throws Exception {
    return problem(main, release, flag, Map.of(), home);
  }

  private static String problem(
      byte[] main,
      String release,
      String flag,
      Map<String, String> environment,
      Optional<TreePath> home)
      throws Exception {
    var entries = new TreeMap<TreePath, Entry>();
    entries.put(new TreePath("/app/ex/App.class"), file(main));
    entries.put(HOME.resolve("release"), file(release.getBytes(StandardCharsets.UTF_8)));
    var command = new JavaCommand(List.of(flag), List.of("/app"), "/app", "ex.App");
    try (var work = new WorkFolder(Path.of("target"))) {
      new StartedClass(command, container(), environment, home)
          .check(FileTree.of(entries), work, new RecordedProgress());
      return "";
    } catch (InvalidInputException e) {
      return e.getMessage();
    }
  }

  private static Entry file(byte[] bytes) {
    return new Entry.RegularFile(Attributes.of(0644, 1), Content.of(bytes));
  }

  private static Container container() {
    return new Container(
        Optional.empty(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Format.OCI,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        Map.of(),
        false);
  }
}
