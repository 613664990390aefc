package io.github.whittle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.jvm.Jdk;
import io.github.whittle.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RuntimeFlagsTest {
  private static Jdk jdk;

  @BeforeAll
  static void readThisJdk() throws IOException {
    jdk = Jdk.at(Path.of(System.getProperty("java.home")));
  }

  @Test
  void theUsersOwnCommandIsHeard() {
    assertThat(modules(Map.of(), "java", "--add-modules", "java.sql,no.such", "-jar", "/a.jar"))
        .isEqualTo(Map.of("java.sql", "--add-modules java.sql,no.such"));
  }

  @Test
  void variablesOfTheImageAreHeardAndTold() {
    var environment =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-Xmx1g --add-modules=java.sql",
            "JDK_JAVA_OPTIONS", "--add-opens java.desktop/sun.font=ALL-UNNAMED",
            "_JAVA_OPTIONS", "-javaagent:/a.jar",
            "OPTIONS", "--add-modules=java.rmi");
    assertThat(modules(environment))
        .isEqualTo(
            Map.of(
                "java.sql", "JAVA_TOOL_OPTIONS: --add-modules=java.sql",
                "java.instrument", "_JAVA_OPTIONS: -javaagent:/a.jar",
                "java.desktop", "JDK_JAVA_OPTIONS: --add-opens java.desktop/sun.font=ALL-UNNAMED"));
  }

  private static Map<String, String> modules(Map<String, String> environment, String... command) {
    var scene = Scenes.over(FileTree.empty(), new WorkFolder(Path.of("target")));
    return new RuntimeFlags(ITEM, Scenes.started(scene, environment, command)).modules(jdk);
  }

  private static final RuntimeItem ITEM =
      new RuntimeItem(
          Scenes.where("<runtime>"),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          false,
          true,
          true,
          true,
          false,
          List.of());
}
