package io.github.whittle.maven;

import static io.github.whittle.maven.RealPoms.dom;
import static io.github.whittle.maven.RealPoms.managed;
import static io.github.whittle.maven.RealPoms.ours;
import static io.github.whittle.maven.RealPoms.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.config.Binder;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.FileItem;
import io.github.whittle.config.Settings;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of several poms, merged by Maven itself. */
class MergesTest {
  private static final String CURE =
      "write <contents combine.children=\"append\"> to add to that one, or"
          + " combine.self=\"override\" to replace it";

  @TempDir private Path folder;
  private RealPoms poms;

  @BeforeEach
  void begin() {
    poms = new RealPoms(folder);
  }

  private static String file(String name) {
    return "<file><source>%s</source><target>/%s</target></file>\n".formatted(name, name);
  }

  private static String link(String name) {
    return "<link><target>/%s</target><to>x</to></link>\n".formatted(name);
  }

  private static String contents(String attributes, String... items) {
    return "<configuration>\n<contents%s>\n%s</contents></configuration>"
        .formatted(attributes, String.join("", items));
  }

  private List<String> targets(String... profiles) {
    return targets(read("x", profiles));
  }

  private static List<String> targets(Configuration configuration) {
    return configuration.contents().stream()
        .map(item -> item instanceof FileItem file ? file.target().value() : kind(item))
        .toList();
  }

  private static String kind(ContentItem item) {
    return item.getClass().getSimpleName();
  }

  private Configuration read(String execution, String... profiles) {
    var dom = dom(poms.project("child/pom.xml", profiles)).configuration(execution);
    return new Binder(
            new Settings(Map.of(), Map.of(), Map.of(), Map.of()),
            expression -> null,
            folder,
            Map.of("outputDirectory", "target", "trace.file", "app.trace"),
            Set.of())
        .bind(dom);
  }

  private void assertRefused(String... lines) {
    assertThatThrownBy(() -> read("x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(String.join("\n", lines));
  }

  private static String merged(String at, String with) {
    return at
        + ": <contents>: Maven merged this list item by item with the one of "
        + with
        + "; "
        + CURE;
  }

  @Nested
  class OfParentAndChild {
    @Test
    void areRefused() {
      poms.pom("pom.xml", plugin(contents("", link("l"), file("b"))));
      poms.child("child/pom.xml", "../pom.xml", plugin(contents("", file("a"))));
      assertRefused(merged("pom.xml:4", "../pom.xml:5"));
    }

    @Test
    void areRefusedWhereAnItemInheritsOnlyItsMode() {
      poms.pom("pom.xml", plugin(contents("", file("a").replace("</f", "<mode>4755</mode></f"))));
      poms.child("child/pom.xml", "../pom.xml", plugin(contents("", file("a"))));
      assertRefused(merged("pom.xml:4", "../pom.xml:5"));
    }

    @Test
    void areRefusedWhereTheChildsIsEmpty() {
      poms.pom("pom.xml", plugin(contents("", file("a"))));
      poms.child("child/pom.xml", "../pom.xml", plugin(contents("")));
      assertRefused(merged("pom.xml:4", "../pom.xml:5"));
    }

    @Test
    void areTheChildsWhereItShadowsEverything() {
      poms.pom("pom.xml", plugin(contents("", file("a"), file("b"))));
      poms.child("child/pom.xml", "../pom.xml", plugin(contents("", file("c"))));
      assertThat(targets()).containsExactly("/c");
    }

    @Test
    void areTheParentsWhereTheChildHasNone() {
      poms.pom("pom.xml", plugin(contents("", file("a"), file("b"))));
      poms.child(
          "child/pom.xml", "../pom.xml", plugin("<configuration><tar>true</tar></configuration>"));
      assertThat(targets()).containsExactly("/a", "/b");
      assertThat(read("x").tar()).isTrue();
    }

    @Test
    void areAppendedOnRequest() {
      poms.pom("pom.xml", plugin(contents("", file("a"), link("l"))));
      poms.child(
          "child/pom.xml",
          "../pom.xml",
          plugin(contents(" combine.children='append'", file("b"), link("m"))));
      assertThat(targets()).containsExactly("/a", "LinkItem", "/b", "LinkItem");
    }

    @Test
    void areReplacedOnRequest() {
      poms.pom("pom.xml", plugin(contents("", file("a"), link("l"))));
      poms.child(
          "child/pom.xml", "../pom.xml", plugin(contents(" combine.self='override'", file("b"))));
      assertThat(targets()).containsExactly("/b");
    }

    @Test
    void areEmptiedOnRequest() {
      poms.pom("pom.xml", plugin(contents("", file("a"))));
      poms.child("child/pom.xml", "../pom.xml", plugin(contents(" combine.self='override'")));
      assertThat(targets()).isEmpty();
    }

    @Test
    void areMergedOnRequest() {
      poms.pom("pom.xml", plugin(contents("", link("l"))));
      poms.child(
          "child/pom.xml", "../pom.xml", plugin(contents(" combine.children='merge'", file("b"))));
      assertThat(targets()).containsExactly("/b", "LinkItem");
    }

    /** Maven copies the parent's attribute onto the child's list before it merges the items. */
    @Test
    void areAppendedWhereOnlyTheParentSaysSo() {
      poms.pom("pom.xml", plugin(contents(" combine.children='append'", link("l"))));
      poms.child("child/pom.xml", "../pom.xml", plugin(contents("", file("a"))));
      assertThat(targets()).containsExactly("LinkItem", "/a");
    }

    @Test
    void areRefusedWhereOnlyTheParentSaysOverride() {
      poms.pom("pom.xml", plugin(contents(" combine.self='override'", link("l"))));
      poms.child("child/pom.xml", "../pom.xml", plugin(contents("", file("a"))));
      assertRefused(merged("pom.xml:4", "../pom.xml:5"));
    }

    @Test
    void areRefusedInAnyKindOfList() {
      poms.pom(
          "pom.xml",
          plugin(
              "<configuration><from><platforms><platform>linux/arm64</platform><p>linux/386</p></platforms></from>"
                  + "<container><entrypoint><a>/x</a><b>y</b></entrypoint><args>1,2</args></container></configuration>"));
      poms.child(
          "child/pom.xml",
          "../pom.xml",
          plugin(
              "<configuration><from><platforms><platform>linux/amd64</platform></platforms></from>"
                  + "<container><entrypoint><a>/z</a></entrypoint><args><arg>3</arg></args></container></configuration>"));
      assertThatThrownBy(() -> read("x"))
          .hasMessageContaining("<from><platforms>: Maven merged this list")
          .hasMessageContaining("<container><entrypoint>: Maven merged this list")
          .hasMessageContaining("<container><args>: Maven merged this list");
    }

    @Test
    void areRefusedInsideAnItemOnce() {
      poms.pom(
          "pom.xml",
          plugin(
              contents(
                  "", "<directory><excludes><exclude>x</exclude><e>y</e></excludes></directory>")));
      poms.child(
          "child/pom.xml",
          "../pom.xml",
          plugin(
              contents(
                  "",
                  "<directory><source>s</source><target>/s</target><excludes><exclude>z</exclude>"
                      + "</excludes></directory>")));
      assertRefused(merged("pom.xml:4", "../pom.xml:5"));
    }

    @Test
    void mergeTheirMapsByKey() {
      poms.pom(
          "pom.xml",
          plugin(
              "<configuration><container><labels><a>1</a><b>1</b></labels></container></configuration>"));
      poms.child(
          "child/pom.xml",
          "../pom.xml",
          plugin(
              "<configuration><container><labels><b>2</b></labels></container></configuration>"));
      assertThat(read("x").container().labels())
          .containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
    }
  }

  @Nested
  class OfThreePoms {
    @Test
    void areAppendedInTurn() {
      three(" combine.children='append'", " combine.children='append'");
      assertThat(targets()).containsExactly("LinkItem", "/p", "/c");
    }

    @Test
    void areRefusedWhereTheOneInTheMiddleDoesNotSay() {
      three("", " combine.children='append'");
      assertThatThrownBy(() -> read("x")).hasMessageContaining("Maven merged this list");
    }

    @Test
    void areAppendedWhereTheOneInTheMiddleSaysSoForTheLast() {
      three(" combine.children='append'", "");
      assertThat(targets()).containsExactly("LinkItem", "/p", "/c");
    }

    @Test
    void areTheLastOnesIfItReplacesThem() {
      three(" combine.children='append'", " combine.self='override'");
      assertThat(targets()).containsExactly("/c");
    }

    private void three(String middle, String last) {
      poms.write("pom.xml", "top", "", plugin(contents("", link("l"))));
      poms.write(
          "middle/pom.xml",
          "parent",
          "<parent><groupId>g</groupId><artifactId>top</artifactId><version>1</version></parent>",
          plugin(contents(middle, file("p"))));
      poms.child("child/pom.xml", "../middle/pom.xml", plugin(contents(last, file("c"))));
    }
  }

  @Nested
  class OfManagement {
    @Test
    void areTakenAsTheyAre() {
      poms.pom("pom.xml", managed(contents("", file("a"), link("l"))));
      poms.child("child/pom.xml", "../pom.xml", plugin(""));
      assertThat(targets()).containsExactly("/a", "LinkItem");
    }

    @Test
    void areRefusedWithThoseOfTheSameFile() {
      poms.pom("pom.xml", "");
      poms.child("child/pom.xml", "../pom.xml", both(""));
      assertRefused(merged("pom.xml:11", "pom.xml:5"));
    }

    @Test
    void areAppendedToInTheSameFile() {
      poms.pom("pom.xml", "");
      poms.child("child/pom.xml", "../pom.xml", both(" combine.children='append'"));
      assertThat(targets()).containsExactly("LinkItem", "/a");
    }

    private String both(String attributes) {
      return "<build><pluginManagement><plugins>"
          + ours(contents("", link("l")))
          + "</plugins></pluginManagement>\n<plugins>\n"
          + ours(contents(attributes, file("a")))
          + "</plugins></build>";
    }
  }

  @Nested
  class OfPluginAndExecution {
    @Test
    void areThePluginsWhereTheExecutionHasNone() {
      write(contents("", file("a"), link("l")), "<configuration><tar>true</tar></configuration>");
      assertThat(targets()).containsExactly("/a", "LinkItem");
    }

    @Test
    void areTheExecutionsWhereThePluginHasNone() {
      write("<configuration><tar>true</tar></configuration>", contents("", file("a"), link("l")));
      assertThat(targets()).containsExactly("/a", "LinkItem");
    }

    @Test
    void areRefusedWhereBothHaveOne() {
      write(contents("", link("l")), contents("", file("a")));
      assertRefused(merged("pom.xml:9", "pom.xml:5"));
    }

    @Test
    void areRefusedWhereTheExecutionStandsFirst() {
      poms.pom("pom.xml", "");
      poms.child(
          "child/pom.xml",
          "../pom.xml",
          plugin(execution(contents("", file("a"))) + "\n" + contents("", link("l"))));
      assertRefused(merged("pom.xml:5", "pom.xml:10"));
    }

    @Test
    void areAppendedOnRequest() {
      write(contents("", link("l")), contents(" combine.children='append'", file("a")));
      assertThat(targets()).containsExactly("LinkItem", "/a");
    }

    @Test
    void areReplacedOnRequest() {
      write(contents("", link("l")), contents(" combine.self='override'", file("a")));
      assertThat(targets()).containsExactly("/a");
    }

    @Test
    void ofAParentsExecutionAreTakenAsTheyAre() {
      poms.pom("pom.xml", plugin(execution(contents("", file("a"), link("l")))));
      poms.child("child/pom.xml", "../pom.xml", plugin(execution("")));
      assertThat(targets()).containsExactly("/a", "LinkItem");
    }

    private void write(String ofPlugin, String ofExecution) {
      poms.pom("pom.xml", "");
      poms.child("child/pom.xml", "../pom.xml", plugin(ofPlugin + "\n" + execution(ofExecution)));
    }

    private static String execution(String inside) {
      return "<executions><execution><id>x</id>\n" + inside + "</execution></executions>";
    }
  }

  @Nested
  class OfProfiles {
    @Test
    void areTakenAsTheyAre() {
      write("<configuration><tar>true</tar></configuration>", contents("", file("a"), link("l")));
      assertThat(targets("p")).containsExactly("/a", "LinkItem");
    }

    @Test
    void areRefusedWithThoseOfTheirPom() {
      write(contents("", link("l")), contents("", file("a")));
      assertThatThrownBy(() -> read("x", "p")).hasMessageContaining("Maven merged this list");
      assertThat(targets()).containsExactly("LinkItem");
    }

    @Test
    void areAppendedOnRequest() {
      write(contents("", link("l")), contents(" combine.children='append'", file("a")));
      assertThat(targets("p")).containsExactly("LinkItem", "/a");
    }

    private void write(String ofPom, String ofProfile) {
      poms.pom("pom.xml", "");
      poms.child(
          "child/pom.xml",
          "../pom.xml",
          plugin(ofPom)
              + "<profiles><profile><id>p</id>"
              + plugin(ofProfile)
              + "</profile></profiles>");
    }
  }
}
