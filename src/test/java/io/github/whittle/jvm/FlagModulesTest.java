package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagModulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          -XX:StartFlightRecording:filename=a.jfr > jdk.jfr
          -XX:FlightRecorderOptions:stackdepth=9 > jdk.jfr
          -agentlib:jdwp=transport=dt_socket > jdk.jdwp.agent
          -Xrunjdwp:transport=dt_socket > jdk.jdwp.agent
          -javaagent:/a.jar > java.instrument
          --include-locales=de > jdk.localedata
          --add-modules=java.sql > java.sql
          """)
  void aFlagNeedsAModule(String flag, String module) {
    assertThat(FlagModules.of(List.of("-Xmx1g", flag))).isEqualTo(Map.of(module, flag));
  }

  /** The agent alone has no beans of processors, collectors and dumps. */
  @Test
  void managementOverTheNetworkHasAllBeans() {
    var flag = "-Dcom.sun.management.jmxremote.port=1";
    assertThat(FlagModules.of(List.of(flag)))
        .isEqualTo(Map.of("jdk.management", flag, "jdk.management.agent", flag));
  }

  @Test
  void modulesAreNamedBehindTheFlagOrInTheNextWord() {
    assertThat(FlagModules.of(List.of("--add-modules", "java.sql,jdk.net", "-Xmx1g")))
        .isEqualTo(
            Map.of(
                "java.sql", "--add-modules java.sql,jdk.net",
                "jdk.net", "--add-modules java.sql,jdk.net"));
    assertThat(FlagModules.of(List.of("--add-modules"))).containsOnlyKeys("");
  }

  @Test
  void whatOpensExportsOrReadsNamesModulesOnBothSides() {
    assertThat(
            FlagModules.of(
                List.of(
                    "--add-opens=java.desktop/sun.font=ALL-UNNAMED",
                    "--add-exports",
                    "java.naming/com.sun.jndi.ldap=java.rmi,a.b",
                    "--add-reads=java.xml=java.logging")))
        .containsOnlyKeys(
            "java.desktop",
            "ALL-UNNAMED",
            "java.naming",
            "java.rmi",
            "a.b",
            "java.xml",
            "java.logging")
        .containsEntry("java.desktop", "--add-opens=java.desktop/sun.font=ALL-UNNAMED")
        .containsEntry("a.b", "--add-exports java.naming/com.sun.jndi.ldap=java.rmi,a.b");
  }

  @Test
  void variablesHaveSeveralInOneText() {
    assertThat(
            FlagModules.of(
                List.of("-Xmx1g  '-Dtitle=a -javaagent:b' \"--add-modules\" jdk.httpserver\n-ea")))
        .isEqualTo(Map.of("jdk.httpserver", "--add-modules jdk.httpserver"));
    assertThat(FlagModules.of(List.of("-Da=it's --add-modules=java.sql"))).containsKey("java.sql");
  }

  @Test
  void aWordMayBeLong() {
    var word = "-Da=" + "a".repeat(100_000);
    var quoted = "\"b\"'c'".repeat(50_000);
    assertThat(FlagModules.of(List.of(word + quoted + " --add-modules=java.sql")))
        .containsOnlyKeys("java.sql");
  }
}
