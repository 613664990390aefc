package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.archive.LayerCompression.Type;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BinderTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");

  @Test
  void readsTheSmallestPom() {
    var read =
        Bind.pom(
                """
                <to><image>registry.example.com/team/hello:1.0</image></to>
                <contents>
                  <file><source>target/hello</source><target>/hello</target></file>
                </contents>
                """)
            .read();
    assertThat(read.to().image())
        .contains(ImageReference.parse("registry.example.com/team/hello:1.0"));
    assertThat(read.contents())
        .singleElement()
        .isInstanceOfSatisfying(
            FileItem.class,
            file -> {
              assertThat(file.where()).hasToString("pom.xml:4: <file>");
              assertThat(file.source().on(AMD64)).isEqualTo(Bind.FOLDER.resolve("target/hello"));
              assertThat(file.target()).isEqualTo(new TreePath("/hello"));
              assertThat(file.mode()).isEmpty();
              assertThat(file.owner()).hasToString("0:0");
            });
  }

  @Test
  void hasADefaultForEverything() {
    var read = Bind.pom("").read();
    assertThat(read.from().image().isScratch()).isTrue();
    assertThat(read.from().platforms()).containsExactly(AMD64);
    assertThat(read.to())
        .isEqualTo(new To(Optional.empty(), List.of(), Optional.empty(), Optional.empty()));
    assertThat(read.contents()).isEmpty();
    assertThat(read.container().entrypoint()).isEmpty();
    assertThat(read.container().format()).isEqualTo(Format.OCI);
    assertThat(read.container().creationTime()).isEmpty();
    assertThat(read.user()).contains("65532:65532");
    assertThat(read.compression()).isEqualTo(new Compression(Type.GZIP, Optional.empty()));
    assertThat(read.push().skip()).isFalse();
    assertThat(read.outputDirectory()).isEqualTo(Bind.FOLDER.resolve("target/whittle"));
    assertThat(read.skip()).isFalse();
    assertThat(read.tar()).isFalse();
    assertThat(read.checkLibraries()).isTrue();
    assertThat(read.allowInsecureRegistries().test("localhost:5000")).isFalse();
  }

  @Test
  void readsEveryKindOfContent() {
    var read =
        Bind.pom(
                """
                <contents>
                  <directory>
                    <source>web/{arch}</source><target>/srv/</target>
                    <includes><include>**/*.html</include></includes>
                    <excludes>**/*.bak, **/tmp/**</excludes>
                    <mode>0640</mode><directoryMode>750</directoryMode><owner>33</owner>
                  </directory>
                  <artifact>
                    <coordinates>com.google.protobuf:protoc:exe:{classifier}:4.31.1</coordinates>
                    <target>/protoc</target><mode>4755</mode>
                  </artifact>
                  <link><target>/bin/protoc</target><to>../protoc</to></link>
                </contents>
                """)
            .read();
    var directory = (DirectoryItem) read.contents().get(0);
    assertThat(directory.source().on(ARM64)).isEqualTo(Bind.FOLDER.resolve("web/arm64"));
    assertThat(directory.source()).hasToString("web/{arch}");
    assertThat(directory.target()).hasToString("/srv");
    assertThat(directory.includes()).containsExactly("**/*.html");
    assertThat(directory.excludes()).containsExactly("**/*.bak", "**/tmp/**");
    assertThat(directory.mode()).contains(new Mode(0640));
    assertThat(directory.directoryMode()).contains(new Mode(0750));
    assertThat(directory.owner()).isEqualTo(new Owner(33, 33));
    var artifact = (ArtifactItem) read.contents().get(1);
    assertThat(artifact.coordinatesOn(ARM64))
        .isEqualTo(
            new Coordinates("com.google.protobuf", "protoc", "exe", "linux-aarch_64", "4.31.1"));
    assertThat(artifact.mode()).contains(new Mode(04755));
    var link = (LinkItem) read.contents().get(2);
    assertThat(link.to()).isEqualTo("../protoc");
  }

  @Test
  void readsTheContainerAsJibDoes() {
    var container =
        Bind.pom(
                """
                <container>
                  <entrypoint><shell>sh</shell><option>-c</option><arg>/opt/my app</arg></entrypoint>
                  <args><arg>--port</arg><arg></arg></args>
                  <environment><PATH>/bin</PATH><EMPTY/></environment>
                  <ports><port>8080</port><port>53/udp</port><port>1000-1002/tcp</port></ports>
                  <volumes><volume>/data</volume></volumes>
                  <labels>org.example.a=1, org.example.b=x=y</labels>
                  <user>www-data:33</user>
                  <workingDirectory>/srv</workingDirectory>
                  <creationTime>2026-01-31T12:00:00+0100</creationTime>
                  <format>Docker</format>
                  <stopSignal>SIGRTMIN+3</stopSignal>
                </container>
                """)
            .read()
            .container();
    assertThat(container.entrypoint().orElseThrow().words())
        .containsExactly("sh", "-c", "/opt/my app");
    assertThat(container.args()).containsExactly("--port", "");
    assertThat(container.environment())
        .containsExactly(java.util.Map.entry("PATH", "/bin"), java.util.Map.entry("EMPTY", ""));
    assertThat(container.exposedPorts())
        .containsExactly("8080/tcp", "53/udp", "1000/tcp", "1001/tcp", "1002/tcp");
    assertThat(container.volumes()).containsExactly(new TreePath("/data"));
    assertThat(container.labels())
        .containsExactly(
            java.util.Map.entry("org.example.a", "1"), java.util.Map.entry("org.example.b", "x=y"));
    assertThat(container.user()).contains(new User("www-data:33"));
    assertThat(container.workingDirectory()).contains(new TreePath("/srv"));
    assertThat(container.creationTime().orElseThrow().at(Instant::now))
        .isEqualTo("2026-01-31T11:00:00Z");
    assertThat(container.format()).isEqualTo(Format.DOCKER);
    assertThat(container.stopSignal()).contains(new Signal("SIGRTMIN+3"));
  }

  @Test
  void hidesThePassword() {
    var read =
        Bind.pom("<to><auth><username>me</username><password>geheim</password></auth></to>").read();
    assertThat(read.to().auth().orElseThrow().password()).isEqualTo("geheim");
    assertThat(read.toString()).contains("me").doesNotContain("geheim");
  }

  @Test
  void readsPlatformsInBothForms() {
    var read =
        Bind.pom(
                """
                <from><image>scratch</image><platforms>
                  <platform>linux/arm/v7</platform>
                  <platform><os>linux</os><architecture>arm64</architecture></platform>
                </platforms></from>
                """)
            .read();
    assertThat(read.from().platforms())
        .extracting(Platform::toString)
        .containsExactly("linux/arm/v7", "linux/arm64");
  }

  @Test
  void readsInsecureRegistriesInEveryForm() {
    assertThat(insecure("true").test("anything:1")).isTrue();
    assertThat(insecure("false").test("anything:1")).isFalse();
    var some = insecure("<registry>Registry.example.com</registry><registry>[::1]:5000</registry>");
    assertThat(some.test("registry.example.com")).isTrue();
    assertThat(some.test("registry.example.com:5000")).isTrue();
    assertThat(some.test("[::1]:5000")).isTrue();
    assertThat(some.test("[::1]:5001")).isFalse();
    assertThat(insecure("a:1, b").hosts()).containsExactly("a:1", "b");
  }

  private static InsecureRegistries insecure(String inside) {
    return Bind.pom("<allowInsecureRegistries>" + inside + "</allowInsecureRegistries>")
        .read()
        .allowInsecureRegistries();
  }

  @Test
  void evaluatesExpressions() {
    var read =
        Bind.pom(
                """
                <to><image>${registry}/a:${tag}</image></to>
                <container><args><arg>$${HOME}</arg><arg>a$$b</arg></args></container>
                """)
            .expression("${registry}", "localhost:5000")
            .expression("${tag}", 7)
            .read();
    assertThat(read.to().image()).contains(ImageReference.parse("localhost:5000/a:7"));
    assertThat(read.container().args()).containsExactly("${HOME}", "a$$b");
  }

  @Test
  void readsSkipAloneWhateverElseIsWrong() {
    var wrong = Xml.configuration("<skip>true</skip><outputDirectory>out</outputDirectory><x/>");
    assertThat(Bind.pom("").binder().skip(wrong)).isTrue();
    assertThat(Bind.pom("").binder().outputDirectory(wrong)).contains(Bind.FOLDER.resolve("out"));
    assertThat(Bind.pom("").user("whittle.skip", "false").binder().skip(wrong)).isFalse();
    assertThat(Bind.pom("").user("whittle.skip", "x").binder().skip(wrong)).isFalse();
    assertThat(Bind.pom("").user("whittle.outputDirectory", "").binder().outputDirectory(wrong))
        .isEmpty();
  }

  @Test
  void readsTheBaseWhateverElseIsWrong() {
    var bind =
        Bind.pom("<from><image>${base}</image><nonsense/></from><cache></cache>")
            .expression("${base}", "r.io/a:1");
    assertThat(bind.binder().images(bind.node())).hasToString("[r.io/a:1]");
    assertThat(Bind.pom("").binder().images(Bind.pom("").node())).isEmpty();
    var scratch = Bind.pom("<from><image>scratch</image></from>");
    assertThat(scratch.binder().images(scratch.node())).isEmpty();
    var copy =
        Bind.pom(
            "<contents><fiel/><copy><from>r.io/c:1</from></copy><copy><from>oci://x</from></copy>"
                + "<libraries><from>host</from></libraries><libraries><from>r.io/l:1</from></libraries><system/>"
                + "<system><certificates>r.io/ca:1</certificates></system></contents>");
    assertThat(copy.binder().images(copy.node()))
        .extracting(Object::toString)
        .startsWith("r.io/c:1")
        .endsWith("r.io/l:1", "r.io/ca:1")
        .hasSize(4);
    var property = Bind.pom("").project("whittle.from.image", "r.io/b:1");
    assertThat(property.binder().images(property.node())).hasToString("[r.io/b:1]");
  }

  @Test
  void refusesABaseThatCannotBeRead() {
    var bind = Bind.pom("<from><image>${base}</image></from>");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> bind.binder().images(bind.node()))
        .withMessageContaining("<from><image>: ${base} is not set");
  }

  @Test
  void refusesUnknownPropertiesAlone() {
    Bind.pom("<nonsense/>").project("whittle.x", "of the pom").binder().checkProperties();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Bind.pom("").user("whittle.imgae", "x").binder().checkProperties())
        .withMessageContaining("-Dwhittle.imgae is not known");
  }
}
