package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences that users read. */
class MessagesTest {
  private static final String TOP =
      "Known: allowInsecureRegistries, cache, checkLibraries, compression, container, containerizingMode, contents, from,"
          + " optimize, outputDirectory, provenance, push, registryCertificates, sbom, secrets, skip, slim, strip, tar, to, trace, upx,"
          + " verify";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<contents><fiel/></contents> | <fiel> is not known in <contents>; did you mean 'file'? Known: application, archive, artifact, copy, directory, file, libraries, link, runtime, system",
        "<contents><aplication/></contents> | <aplication> is not known in <contents>; did you mean 'application'? Known: application, archive, artifact, copy, directory, file, libraries, link, runtime, system",
        "<to><imgae>a</imgae></to> | <imgae> is not known in <to>; did you mean 'image'? Known: auth, credHelper, image, tags",
        "<to><xyz>a</xyz></to> | <xyz> is not known in <to>. Known: auth, credHelper, image, tags",
        "<entrypoint>/a</entrypoint> | <entrypoint> is not known in <configuration>, but in <container>. "
            + TOP,
        "<file/> | <file> is not known in <configuration>, but in <contents> or <trace>. " + TOP,
        "<contents><file><source>a</source><target>/a</target><strip><keepDebug>true</keepDebug></strip></file></contents> | <keepDebug> is not known in <strip>, but in the <strip> of the build, not of an item. Known: binaries",
        "<limits/> | <limits> is known, but this version of Whittle cannot do it; remove it",
        "<trace><port>0</port></trace> | <trace>: <port> is 0; write a number from 1 to 65535",
        "<verify><http>/x</http></verify> | <verify>: <http> is there without <port>; write the port that the program opens, for example <port>8080</port>",
        "<trace><mounts><mount>data</mount></mounts></trace> | <mounts><mount>: 'data' is no mount; write host:path, for example src/test/data:/data",
        "<verify><output>(</output></verify> | <verify><output>: '(' is no regular expression: Unclosed group",
        "<container><mainClass>a b</mainClass></container><contents><application/></contents> | <container>: <mainClass> is 'a b', which is no name of a class; write it with its package, for example com.example.Main",
        "<contents><application/><application/></contents> | <configuration>: <contents> has several <application>; remove all but one",
        "<contents><runtime/><runtime/></contents> | <configuration>: <contents> has several <runtime>; remove all but one",
        "<container><mainClass>a.B</mainClass><jvmFlags>-Xmx1g</jvmFlags></container> | <configuration>: <jvmFlags>, <mainClass> is said of a Java application, and <contents> has no <application>; add it, or remove what is said",
        "<contents><runtime><vm>zero</vm></runtime></contents> | <runtime><vm>: 'zero' is not known; write server or client or minimal",
        "<contents><runtime><options>--compress,2,--output,/x</options></runtime></contents> | <contents><runtime>: <options> has '--output', which Whittle sets itself or has no use for: the runtime is always at /opt/java; remove it",
        "<contents><runtime><options><option>--add-modules=java.sql</option></options></runtime></contents> | <contents><runtime>: <options> has '--add-modules=java.sql', which Whittle sets itself or has no use for: write <modules>",
        "<contents><runtime><options>-p,/x</options></runtime></contents> | <contents><runtime>: <options> has '-p', which Whittle sets itself or has no use for: write the JDK, or the folder of its .jmod files, as <jdk>",
        "<contents><runtime><options>@jlink.txt</options></runtime></contents> | <contents><runtime>: <options> has '@jlink.txt', a file of options; write each of its words as an <option>",
        "<optimize>both</optimize> | <optimize>: 'both' is not known; write pull or disk",
        "<contents><libraries/></contents> | <contents><libraries> has no <from>; add it",
        "<contents><libraries><from>scratch</from></libraries></contents> | <libraries><from>: scratch has no libraries; name an image, or host",
        "<contents><libraries><from>host</from><nss>a/b</nss></libraries></contents> | <contents><libraries>: <nss> has the name 'a/b'; write names as files,dns",
        "<to><credHelper>a b</credHelper></to> | <to><credHelper>: 'a b' is not the name of a program; write what follows docker-credential-, for example ecr-login, or a path",
        "<container><healthcheck>curl localhost</healthcheck></container> | <container><healthcheck>: 'curl localhost' is not read; write none, or tags: <command><arg>/app/hello</arg></command>",
        "<container><format>Docker</format><annotations>a=1</annotations></container> | <container>: format Docker has no annotations; write <format>OCI</format>, or <labels> instead",
        "<extraDirectories/> | <extraDirectories> is Jib's and not taken here: files get into the image by <contents>; write <contents><application/><directory> with <source>, <target> and, for <permissions>, <mode>; without <application/> a jar or war project itself is not in the image",
        "<container><filesModificationTime>EPOCH_PLUS_SECOND</filesModificationTime></container> | <filesModificationTime> is Jib's and not taken here: all files get the build's one time; set the property project.build.outputTimestamp",
        "<skaffold><watch/></skaffold> | <skaffold> is Jib's and not taken here: Skaffold asks Jib's plugin alone; remove it",
        "<dockerClient/> | <dockerClient> is Jib's and not taken here: no Docker daemon takes part; write <tar>true</tar>, and give image.tar to docker load",
        "<skip>yes</skip> | <skip>: 'yes' is neither true nor false",
        "<skip/> | <skip>: the value is empty; write one, or remove it",
        "<skip><x/></skip> | <skip>: tags are not read in it; write a text instead of <x>",
        "<to>a/b</to> | <to>: the text 'a/b' is not read; write tags: auth, credHelper, image, tags",
        "<to><image>localhost:5000/A</image></to> | <to><image>: 'localhost:5000/A' is not an image reference: the repository 'A' has capitals; write it as host[:port]/repository[:tag], for example registry.example.com/team/app:1.0",
        "<to><tags><tag>1+2</tag></tags></to> | <tags><tag>: '1+2' is not a tag: registries refuse '+'; write '1-2'",
        "<to><image>a/b@sha256:0000000000000000000000000000000000000000000000000000000000000000</image></to> | <to>: <image> has a digest, which nobody can choose; write 'docker.io/a/b:TAG'",
        "<to><auth><username>me</username></auth></to> | <to><auth> has no <password>; add it, or -Dwhittle.to.auth.password",
        "<to><image>${base}</image></to> | <to><image>: ${base} is not set; define the property, or write the value itself",
        "<to><image>a/${os}</image></to> | <to><image>: ${os} is not set; write {os}, which stands for the platform that is being built",
        "<to><image>a/${os.detected.classifier}</image></to> | <to><image>: ${os.detected.classifier} is not set; write {classifier}, which stands for the platform that is being built",
        "<from><image>oci://</image></from> | <from><image>: 'oci://' names no file; write for example oci://target/base",
        "<from><image>docker://x</image></from> | <from><image>: 'docker://x' is in a Docker daemon, which differs from machine to machine; push the image to a registry and name it there, or write it to a file with docker save and name that as tar://file",
        "<from><platforms>linux/amd64,linux/amd64</platforms></from> | <from>: platform linux/amd64 is there twice; remove one",
        "<from><platforms/></from> | <from>: <platforms> is empty; write <platform>linux/amd64</platform> in it, or remove it",
        "<from><platforms><platform>amd64</platform></platforms></from> | <platforms><platform>: 'amd64' is not a platform; write it as os/architecture[/variant], for example linux/arm64",
        "<from><platforms><platform><os>linux</os></platform></platforms></from> | <platforms><platform> has no <architecture>; add it",
        "<contents><file><source>a</source></file></contents> | <contents><file> has no <target>; add it",
        "<contents><file><source>a</source><target>b</target></file></contents> | <file><target>: 'b' is not absolute; write '/b'",
        "<contents><file><source>a</source><target>/a/../b</target></file></contents> | <file><target>: '/a/../b' climbs with '..'; write the path that is meant",
        "<contents><file><source>a</source><target>/</target></file></contents> | <contents><file>: <target> is the folder '/'; write the whole path with the name, for example '/hello'",
        "<contents><file><source>a</source><target>/{arch}</target></file></contents> | <file><target>: {arch} stands for the platform in <source> and <coordinates> only, not in '/{arch}'",
        "<contents><file><source>{ach}</source><target>/a</target></file></contents> | <file><source>: {ach} is not known; did you mean '{arch}'? Known: {arch}, {classifier}, {machine}, {os}, {variant}",
        "<contents><file><source>a</source><target>/a</target><mode>8</mode></file></contents> | <file><mode>: '8' is not a mode; write three or four octal digits, for example 0755",
        "<contents><file><source>a</source><target>/a</target><owner>root</owner></file></contents> | <file><owner>: 'root' is not an owner; write numbers as uid:gid, for example 1000:1000",
        "<contents><file><source>a</source><target>/a</target><strip><classes>none</classes></strip></file></contents> | <classes> is known, but this version of Whittle cannot do it; remove it",
        "<contents><artifact><coordinates>a:b</coordinates><target>/a</target></artifact></contents> | <contents><artifact>: 'a:b' are not coordinates; write groupId:artifactId[:extension[:classifier]]:version, for example com.google.protobuf:protoc:exe:{classifier}:4.31.1",
        "<contents>hello</contents> | <contents>: the text 'hello' is not read; write tags: application, archive, artifact, copy, directory, file, libraries, link, runtime, system",
        "<container><entrypoint>/app --serve</entrypoint></container> | <container><entrypoint>: '/app --serve' has spaces: no shell splits it; write <arg>/app</arg><arg>--serve</arg>",
        "<container><entrypoint>INHERIT</entrypoint></container> | <container><entrypoint>: INHERIT is no word of Whittle: without <entrypoint> the base decides, if <contents> has no program; remove it",
        "<container><ports>http</ports></container> | <container><ports>: 'http' is not a port; write for example 8080, 53/udp or 1000-1005/tcp",
        "<container><ports>70000</ports></container> | <container><ports>: 70000 is not a port; write numbers from 1 to 65535, of a range the smaller first",
        "<container><format>docker2</format></container> | <container><format>: 'docker2' is not known; write OCI or Docker",
        "<container><labels>a</labels></container> | <container><labels>: 'a' has no key; write key=value,key2=value2",
        "<container><labels>x=1<a>1</a></labels></container> | <container><labels>: the text 'x=1' and tags are mixed; write one of both",
        "<container><labels><a><b/></a></labels></container> | <labels><a>: tags are not read in it; write a text",
        "<container><user>a b</user></container> | <container><user>: 'a b' is not a user; write user[:group], for example 65532:65532",
        "<container><stopSignal>TERM</stopSignal></container> | <container><stopSignal>: 'TERM' is not a signal; write its name or number, for example SIGTERM",
        "<container><creationTime>now</creationTime></container> | <container><creationTime>: 'now' is not a time; write EPOCH, USE_CURRENT_TIMESTAMP or for example 2026-01-31T12:00:00Z",
        "<cache><limit>much</limit></cache> | <cache><limit>: 'much' is not a size; write for example 500 kB, 20 MB or 10 GB",
        "<cache><limit>99999999 TB</limit></cache> | <cache><limit>: '99999999 TB' is more than any disk has",
        "<cache><unused>30</unused></cache> | <cache><unused>: '30' is not a length of time; write a whole number and a unit, for example 90 s, 12 hours or 30 days",
        "<strip><binaries>some</binaries></strip> | <strip><binaries>: 'some' is not known; write all or debug or none",
        "<compression>brotli</compression> | <compression>: 'brotli' is not known; write gzip or zstd",
        "<compression><type>gzip</type><level>12</level></compression> | <compression>: level 12 is not one of gzip; write 1 to 9",
        "<compression><level>x</level></compression> | <compression><level>: 'x' is not a whole number",
        "<compression>zstd</compression><container><format>Docker</format></container> | <configuration>: format Docker has no zstd layers; write <format>OCI</format>, or <compression>gzip</compression>",
        "<allowInsecureRegistries>http://a</allowInsecureRegistries> | <allowInsecureRegistries>: 'http://a' is not a registry; write true, false, or host[:port], for example localhost:5000",
        "<contents><file mode='0755'><source>a</source><target>/a</target></file></contents> | <file>: the attribute mode is not read; write tags inside <file>",
        "<contents combine.childern='append'/> | <contents>: the attribute combine.childern is not known; did you mean 'combine.children'?",
        "<contents combine.children='apend'/> | <contents>: combine.children=\"apend\" is not known; write append or merge",
        "<tar>true</tar><tar>false</tar> | <tar> is in <configuration> twice, first at pom.xml:2; remove one"
      })
  void saysWhatToWriteInstead(String pom, String message) {
    var errors = Bind.pom(pom).errors();
    assertThat(errors).hasSize(1);
    var position = message.startsWith("<configuration>") ? "pom.xml:1: " : "pom.xml:2: ";
    assertThat(errors[0]).isEqualTo(position + message.strip());
  }

  @Test
  void namesEveryTagOfTheTop() {
    assertThat(Bind.pom("<zzz/>").errors())
        .containsExactly("pom.xml:2: <zzz> is not known in <configuration>. " + TOP);
  }

  @Test
  void reportsEverythingAtOnceByLine() {
    assertThat(
            Bind.pom(
                    """
                    <to><image>UPPER/x</image><tags><tag>ok</tag></tags></to>
                    <skip>perhaps</skip>
                    <contents>
                      <fiel/>
                      <file><source>a</source><target>b</target></file>
                    </contents>
                    <from><image>X</image></from>""")
                .user("whittle.tar", "2")
                .errors())
        .hasSize(6)
        .satisfies(
            lines -> {
              assertThat(lines[0]).startsWith("-Dwhittle.tar: '2'");
              assertThat(lines[1]).startsWith("pom.xml:2: <to><image>: ");
              assertThat(lines[2]).startsWith("pom.xml:3: <skip>: ");
              assertThat(lines[3]).startsWith("pom.xml:5: <fiel> ");
              assertThat(lines[4]).startsWith("pom.xml:6: <file><target>: ");
              assertThat(lines[5]).startsWith("pom.xml:8: <from><image>: ");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "whittle.to.imgae | is not known; did you mean 'whittle.to.image'?",
        "whittle.To.Image | is not known; did you mean 'whittle.to.image'?",
        "whittle.push | stands for several properties; write one of whittle.push.byDigest, whittle.push.documents, whittle.push.skip",
        "whittle.to.auth | stands for several properties; write one of whittle.to.auth.password, whittle.to.auth.username",
        "whittle.contents.file | is not known: <contents> is written in the pom only",
        "whittle.limits | is known, but this version of Whittle cannot do it; remove it",
        "whittle.outputPaths.tar | is Jib's and not taken here: the files have fixed names below <outputDirectory>; write that, and <tar>true</tar> for image.tar"
      })
  void refusesPropertiesThatNobodyReads(String name, String message) {
    assertThat(Bind.pom("").user(name, "x").errors()).containsExactly("-D" + name + " " + message);
    assertThat(Bind.pom("").project(7, name, "x").errors())
        .containsExactly("pom.xml:7: <" + name + "> in <properties> " + message);
  }

  @Test
  void listsThePropertiesWhereNoneIsNear() {
    assertThat(Bind.pom("").user("whittle.xxxxxxxxxxxxxxxx", "x").errors())
        .singleElement()
        .asString()
        .startsWith(
            "-Dwhittle.xxxxxxxxxxxxxxxx is not known. Known: whittle.allowInsecureRegistries,")
        .endsWith(" whittle.verify.port, whittle.verify.rebuild, whittle.verify.timeout");
  }

  @Test
  void takesTheGoalsOwnPropertiesAndOthersPeoples() {
    assertThat(
            Bind.pom("")
                .user("whittle.image", "x")
                .user("whittlex", "x")
                .user("docker.to.image", "x")
                .project("whittle.version", "1.0")
                .system("whittle.unknown", "x")
                .errors())
        .isEmpty();
  }

  @Test
  void namesThePropertyWhoseValueIsWrong() {
    assertThat(Bind.pom("").user("whittle.skip", "maybe").errors())
        .containsExactly("-Dwhittle.skip: 'maybe' is neither true nor false");
    assertThat(Bind.pom("").project(9, "whittle.skip", "${x}").errors())
        .containsExactly(
            "pom.xml:9: <whittle.skip> in <properties>: ${x} is not set; define the property, or"
                + " write the value itself");
  }

  @Test
  void neverShowsAPassword() {
    assertThat(
            Bind.pom("<to><auth><password>geheim</password></auth></to>")
                .user("whittle.to.imgae", "x")
                .errors())
        .hasSize(2)
        .noneMatch(line -> line.contains("geheim"));
  }
}
