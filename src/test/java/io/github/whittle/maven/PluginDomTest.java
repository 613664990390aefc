package io.github.whittle.maven;

import static io.github.whittle.maven.RealPoms.dom;
import static io.github.whittle.maven.RealPoms.managed;
import static io.github.whittle.maven.RealPoms.plugin;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Node;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDomTest {
  @TempDir private Path folder;
  private RealPoms poms;

  @BeforeEach
  void begin() {
    poms = new RealPoms(folder);
  }

  @Test
  void knowsWhereEachElementIsWritten() {
    poms.pom("pom.xml", plugin("<configuration>\n<to>\n<image>${x}</image></to></configuration>"));
    var to = dom(poms.project("pom.xml")).configuration("default-cli").children().get(0);
    assertThat(to.where("<to>")).hasToString("pom.xml:4: <to>");
    assertThat(to.children().get(0).where("<image>")).hasToString("pom.xml:5: <image>");
    assertThat(to.children().get(0).text()).isEqualTo("${x}");
  }

  @Test
  void takesTheExecutionsConfigurationWhereThereIsOne() {
    poms.pom(
        "pom.xml",
        plugin(
            """
            <configuration><skip>true</skip></configuration>
            <executions><execution><id>own</id>
              <configuration><tar>true</tar></configuration>
            </execution></executions>"""));
    var dom = dom(poms.project("pom.xml"));
    assertThat(dom.configuration("own").children())
        .extracting(Node::name)
        .containsExactlyInAnyOrder("skip", "tar");
    assertThat(dom.configuration("default-cli").children())
        .extracting(Node::name)
        .containsExactly("skip");
  }

  @Test
  void readsAPluginThatIsOnlyManaged() {
    poms.pom("pom.xml", managed("<configuration><skip>true</skip></configuration>"));
    assertThat(dom(poms.project("pom.xml")).configuration("default-cli").children()).hasSize(1);
  }

  @Test
  void isEmptyWhereNothingIsWritten() {
    poms.pom("pom.xml", plugin(""));
    poms.pom("none/pom.xml", "");
    assertThat(dom(poms.project("pom.xml")).configuration("x").where("<to>"))
        .hasToString("pom.xml:2: <to>");
    assertThat(dom(poms.project("none/pom.xml")).configuration("x").where("<to>"))
        .hasToString("pom.xml: <to>");
  }

  @Test
  void callsAParentByItsPath() {
    poms.pom("parent.xml", plugin("<configuration><skip>true</skip></configuration>"));
    poms.child("child/pom.xml", "../parent.xml", "");
    var skip = dom(poms.project("child/pom.xml")).configuration("x").children().get(0);
    assertThat(skip.where("<skip>")).hasToString("../parent.xml:3: <skip>");
  }

  @Test
  void callsAPomOfTheRepositoryByItsCoordinates() {
    poms.pom("repo/g/parent-1.pom", plugin("<configuration><skip>true</skip></configuration>"));
    poms.child("child/pom.xml", "../repo/g/parent-1.pom", "");
    var project = poms.project("child/pom.xml");
    var dom = PluginDom.of(project, RealPoms.KEY, new Poms(project, folder.resolve("repo")));
    assertThat(dom.configuration("x").children().get(0).where("<skip>"))
        .hasToString("g:parent:1/pom.xml:3: <skip>");
  }
}
