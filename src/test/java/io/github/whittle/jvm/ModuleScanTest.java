package io.github.whittle.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.jvm.ModuleNeeds.FontUse;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleScanTest {
  private static final String CLASS = "/app/classes/Sample.class";
  private static Jdk jdk;

  @BeforeAll
  static void readThisJdk() throws IOException {
    jdk = Jdk.at(Path.of(System.getProperty("java.home")));
  }

  @Test
  void findsTheModuleOfEveryTypeAClassMentions() throws IOException {
    assertThat(own("java.sql.Connection c;")).containsEntry("java.sql", CLASS);
    assertThat(own("java.util.List<java.util.logging.Logger> l;"))
        .containsEntry("java.logging", CLASS);
    assertThat(own("@java.beans.ConstructorProperties({}) Sample() {}"))
        .containsEntry("java.desktop", CLASS);
    assertThat(own("Object o() { return new javax.naming.CompositeName[0]; }"))
        .containsEntry("java.naming", CLASS);
  }

  @Test
  void aTextIsNoUse() throws IOException {
    assertThat(own("String s = \"Ljava/sql/Connection;\";")).containsOnlyKeys("java.base");
  }

  /** Compilers write equal strings once, whatever they are for. */
  @Test
  void aTextHidesNoUseOfTheSameName() throws IOException {
    assertThat(
            own(
                "Object o() throws Exception { String s = \"newFileSystem\"; return java.nio.file.FileSystems.newFileSystem(java.net.URI.create(s), java.util.Map.of()); }"))
        .containsKey("jdk.zipfs");
    assertThat(own("String s = \"java/sql/Date\"; Object o() { return new java.sql.Date(1); }"))
        .containsKey("java.sql");
    assertThat(
            own(
                "String s = \"()Ljava/sql/Connection;\"; Object o(javax.sql.DataSource d) throws Exception { return d.getConnection(); }"))
        .containsKey("java.sql");
  }

  @Test
  void looksIntoJarsAndJarsInJars() throws IOException {
    var inner = Compiled.jar(Map.of("a/Sample.class", Compiled.sample("java.sql.Date d;")));
    assertThat(of(Compiled.tree("/app/libs/a.jar", inner)))
        .containsEntry("java.sql", "a.jar!/a/Sample.class");
    var outer = Compiled.jar(Map.of("BOOT-INF/lib/a.jar", inner));
    assertThat(of(Compiled.tree("/app.jar", outer)))
        .containsEntry("java.sql", "a.jar!/a/Sample.class");
  }

  @Test
  void versionsForNewerJdksDoNotCount() throws IOException {
    var sql = Compiled.sample("java.sql.Date d;");
    int next = jdk.feature() + 1;
    assertThat(library(Map.of("META-INF/versions/" + next + "/Sample.class", sql))).isEmpty();
    assertThat(library(Map.of("META-INF/versions/17/Sample.class", sql))).containsKey("java.sql");
  }

  /** Java reads them in jars alone. */
  @Test
  void versionsInAFolderDoNotCount() throws IOException {
    var tooNew = Compiled.sample("java.sql.Date d;");
    tooNew[7] = (byte) (jdk.classVersion() + 4);
    var tree =
        Compiled.tree(CLASS, Compiled.sample(""))
            .with(
                Compiled.tree("/app/classes/META-INF/versions/17/Sample.class", tooNew).entries());
    assertThat(of(tree)).containsOnlyKeys("java.base");
  }

  @Test
  void ofTheClassesInAFatJarVersionsForNewerJdksDoNotCountEither() throws IOException {
    var sql = Compiled.sample("java.sql.Date d;");
    var folder = "BOOT-INF/classes/META-INF/versions/";
    int next = jdk.feature() + 1;
    assertThat(library(Map.of(folder + next + "/Sample.class", sql))).isEmpty();
    assertThat(library(Map.of(folder + "17/Sample.class", sql))).containsKey("java.sql");
  }

  @Test
  void aServiceOfTheJdkThatAJarProvidesNeedsItsModule() throws IOException {
    assertThat(
            library(
                Map.of(
                    "META-INF/services/java.sql.Driver", "a.Driver".getBytes(UTF_8),
                    "Sample.class", Compiled.sample(""))))
        .containsEntry("java.sql", "a.jar provides java.sql.Driver");
  }

  @Test
  void aDescriptorBringsWhatItRequiresAndUsesButNotWhatOnlyTheCompilerNeeds() throws IOException {
    var module =
        Compiled.module("requires jdk.zipfs; requires static java.sql; requires java.desktop;");
    var name = "/app/classes/module-info.class";
    assertThat(of(Compiled.tree(name, module)))
        .containsOnlyKeys("java.base", "jdk.zipfs", "java.desktop")
        .containsEntry("java.desktop", name + " requires it");
    assertThat(library(Map.of("module-info.class", module)))
        .containsEntry("jdk.zipfs", "a.jar!/module-info.class requires it");
    var uses = Compiled.module("requires static java.sql; uses java.sql.Driver;");
    assertThat(of(Compiled.tree(name, uses))).containsEntry("java.sql", name);
  }

  @Test
  void aDescriptorOfANewerJavaIsPassedOver() throws IOException {
    var module = Compiled.module("requires java.sql;");
    module[7] = 99;
    assertThat(library(Map.of("module-info.class", module))).doesNotContainKey("java.sql");
  }

  @Test
  void anAgentNeedsInstrumentation() throws IOException {
    var manifest = "Manifest-Version: 1.0\nPremain-Class: Sample\n".getBytes(UTF_8);
    assertThat(
            library(Map.of("META-INF/MANIFEST.MF", manifest, "Sample.class", Compiled.sample(""))))
        .containsEntry("java.instrument", "a.jar is an agent");
  }

  /** As of OpenTelemetry and Elastic, who keep their classes from the application's loader. */
  @Test
  void aClassIsOneWhateverItsNameSays() throws IOException {
    var sql = Compiled.sample("java.sql.Date d;");
    assertThat(library(Map.of("inst/a/Sample.classdata", sql)))
        .containsEntry("java.sql", "a.jar!/inst/a/Sample.classdata");
    int next = jdk.feature() + 1;
    assertThat(library(Map.of("inst/META-INF/versions/" + next + "/Sample.esclazz", sql)))
        .isEmpty();
    assertThat(library(Map.of("lombok/javac/Sample.SCL.lombok", sql))).isEmpty();
  }

  @Test
  void aProgramOfMacOsIsNoClass() throws IOException {
    var sql = Compiled.sample("java.sql.Date d;");
    sql[7] = 2;
    assertThat(library(Map.of("liba.dylib", sql, "cut", new byte[] {(byte) 0xca, (byte) 0xfe})))
        .isEmpty();
  }

  @Test
  void knowsWhatTheJdkLooksForAtRunTime() throws IOException {
    assertThat(
            own(
                "Object o() throws Exception { return java.nio.file.FileSystems.newFileSystem(java.net.URI.create(\"jar:file:/a\"), java.util.Map.of()); }"))
        .containsKey("jdk.zipfs");
    assertThat(own("Object o() throws Exception { return Class.forName(\"sun.misc.Unsafe\"); }"))
        .containsEntry("jdk.unsupported", CLASS + " looks for it by name");
    assertThat(own("String s = \"com.sun.jndi.dns.DnsContextFactory\";"))
        .containsKey("jdk.naming.dns");
    assertThat(own("Object o = java.lang.management.ManagementFactory.getRuntimeMXBean();"))
        .containsKeys("java.management", "jdk.management");
  }

  @Test
  void beansThatAreNamedByTextAreThere() throws IOException {
    assertThat(own("String s = \"com.sun.management:type=HotSpotDiagnostic\";"))
        .containsEntry("jdk.management", CLASS + " reads figures of the JVM and the machine");
    var recorder = "String s = \"jdk.management.jfr:type=FlightRecorder\";";
    assertThat(own(recorder))
        .containsEntry("jdk.management.jfr", CLASS + " records by a bean of JMX");
    assertThat(library(recorder)).containsOnlyKeys("java.base");
    assertThat(own("Object o(Object b) { return (com.sun.management.OperatingSystemMXBean) b; }"))
        .containsEntry("jdk.management", CLASS);
  }

  @Test
  void toolsAndProvidersOfTheJdkThatTheProgramAsksForAreThere() throws IOException {
    assertThat(own("Object o = javax.tools.ToolProvider.getSystemJavaCompiler();"))
        .containsEntry("jdk.compiler", CLASS + " calls the compiler")
        .containsEntry("jdk.zipfs", CLASS + " calls the compiler, which opens jars with it");
    assertThat(own(tool("javac"))).containsKeys("jdk.compiler", "jdk.zipfs");
    assertThat(own(tool("jar")))
        .containsKey("jdk.jartool")
        .doesNotContainKeys("jdk.jlink", "jdk.zipfs");
    assertThat(own(tool("jlink"))).containsKey("jdk.jlink");
    assertThat(own(tool("javap"))).containsKey("jdk.jdeps");
    assertThat(own(tool("javadoc"))).containsKeys("jdk.javadoc", "jdk.zipfs");
    assertThat(own(tool("jpackage"))).containsKey("jdk.jpackage");
    assertThat(own(keys("PKCS11"))).containsKey("jdk.crypto.cryptoki");
    assertThat(own(keys("PKCS12"))).doesNotContainKey("jdk.crypto.cryptoki");
    assertThat(own("Object o = java.security.Security.getProvider(\"SunPKCS11\");"))
        .containsKey("jdk.crypto.cryptoki");
  }

  private static String tool(String name) {
    return "Object o = java.util.spi.ToolProvider.findFirst(\"%s\");".formatted(name);
  }

  private static String keys(String type) {
    return "Object o() throws Exception { return java.security.KeyStore.getInstance(\"%s\"); }"
        .formatted(type);
  }

  /** Libraries can do much that nobody asks them for. */
  @Test
  void toolsAndKeysThatLibrariesAskForAreNot() throws IOException {
    assertThat(library("Object o = javax.tools.ToolProvider.getSystemJavaCompiler();"))
        .containsOnlyKeys("java.base", "java.compiler");
    assertThat(library(tool("jlink"))).containsOnlyKeys("java.base");
    assertThat(library(keys("PKCS11"))).containsOnlyKeys("java.base");
  }

  /** As the class of Byte Buddy, whose only use that is. */
  @Test
  void aLibraryThatAttachesNeedsTheModule() throws IOException {
    assertThat(library("String s = \"com.sun.tools.attach.VirtualMachine\";"))
        .containsKey("jdk.attach");
    assertThat(library("String s = \"com.sun.tools.attach\";")).containsOnlyKeys("java.base");
  }

  private static Map<String, String> library(String members) throws IOException {
    return library(Map.of("Sample.class", Compiled.sample(members)));
  }

  /** An address of JMX is looked up by JNDI, unless it has the whole object in it. */
  @Test
  void jmxOverTheNetworkNeedsTheLookUpOfRmi() throws IOException {
    var server = "Object o = javax.management.remote.JMXConnectorServerFactory.class;";
    var client = "Object o = javax.management.remote.JMXConnectorFactory.class;";
    assertThat(own(server)).containsKeys("java.management.rmi", "jdk.naming.rmi");
    assertThat(own(client)).containsKeys("java.management.rmi", "jdk.naming.rmi");
    assertThat(library(Map.of("Sample.class", Compiled.sample(server))))
        .containsKey("java.management.rmi")
        .doesNotContainKey("jdk.naming.rmi");
    var address = "String s = \"service:jmx:rmi:///jndi/rmi://localhost:9011/jmxrmi\";";
    assertThat(library(Map.of("Sample.class", Compiled.sample(address))))
        .containsKey("jdk.naming.rmi");
  }

  @Test
  void aWholeNameOfAnExportedClassCountsInTheProgramsOwnClasses() throws IOException {
    var members = "String s = \"com.sun.jdi.Bootstrap\", t = \"javax.sql.rowset.RowSetProvider\";";
    assertThat(own(members))
        .containsEntry("jdk.jdi", CLASS + " names com.sun.jdi.Bootstrap")
        .containsEntry("java.sql.rowset", CLASS + " names javax.sql.rowset.RowSetProvider");
    assertThat(library(Map.of("Sample.class", Compiled.sample(members))))
        .containsOnlyKeys("java.base");
  }

  @Test
  void whatIsNoWholeNameOrIsNotExportedDoesNotCount() throws IOException {
    assertThat(
            own(
                "String[] s = {\"com.sun.jdi\", \"com.sun.jdi.Bootstrapp\", \"see com.sun.jdi.Bootstrap\", \"com/sun/jdi/Bootstrap\", \"com.sun.tools.jdi.SocketTransportService\"};"))
        .containsOnlyKeys("java.base");
  }

  @Test
  void tlsNeedsEllipticCurvesWhereTheyAreAModule() throws IOException {
    var modules = own("javax.net.ssl.SSLContext c;");
    assertThat(modules.containsKey("jdk.crypto.ec")).isEqualTo(jdk.feature() < 22);
  }

  @Test
  void aUrlIsNoTlsUntilItIsOpened() throws IOException {
    assertThat(own("Object u = Sample.class.getResource(\"a\"); java.net.URL v;"))
        .doesNotContainKey("jdk.crypto.ec");
    var opens = own("Object o(java.net.URL u) throws Exception { return u.openStream(); }");
    assertThat(opens.containsKey("jdk.crypto.ec")).isEqualTo(jdk.feature() < 22);
  }

  @Test
  void localesAndCharsetsCountOnlyInTheProgramsOwnClasses() throws IOException {
    var members =
        "Object l = java.util.Locale.GERMANY; Object c = java.nio.charset.Charset.forName(\"IBM500\");";
    assertThat(own(members)).containsKeys("jdk.localedata", "jdk.charsets");
    assertThat(library(Map.of("Sample.class", Compiled.sample(members))))
        .containsOnlyKeys("java.base");
  }

  /** The JVM of the build has IBM500 there and Sample nowhere; the one that is linked decides. */
  @Test
  void charsetsAreThoseOfTheJdkThatIsLinked(@TempDir Path folder) throws IOException {
    var provider = Compiled.sample("String[] names = {\"x-Sample\", \"csSample\", \",\"};");
    var modules =
        Map.of(
            "java.base", Compiled.jar(Map.of()),
            "jdk.charsets",
                Compiled.jar(Map.of("classes/sun/nio/cs/ext/ExtendedCharsets.class", provider)));
    for (var module : modules.entrySet()) {
      Files.write(folder.resolve(module.getKey() + ".jmod"), module.getValue());
    }
    var described = new HashMap<>(jdk.modules());
    described.keySet().retainAll(modules.keySet());
    var linked = new Jdk(folder, Optional.of(folder), described);
    var charset = "Object c = java.nio.charset.Charset.forName(\"%s\"); String s = \",\";";
    for (var named : Map.of("X-sample", true, "CSSAMPLE", true, "IBM500", false).entrySet()) {
      var program = Compiled.tree(CLASS, Compiled.sample(charset.formatted(named.getKey())));
      try (var work = new WorkFolder(Path.of("target"))) {
        var found = ModuleScan.of(program, linked, work, Progress.silent()).modules();
        assertThat(found.containsKey("jdk.charsets"))
            .as(named.getKey())
            .isEqualTo(named.getValue());
      }
    }
  }

  @Test
  void whoNamesFontsIsFoundTheProgramItselfFirst() throws IOException {
    var font = Compiled.sample("java.awt.Font f;");
    var jar = Compiled.tree("/a.jar", Compiled.jar(Map.of("A.class", font)));
    assertThat(fonts(jar)).contains(new FontUse("a.jar!/A.class", false));
    var program = jar.with(Compiled.tree(CLASS, font).entries());
    assertThat(fonts(program)).contains(new FontUse(CLASS, true));
    assertThat(fonts(Compiled.tree(CLASS, Compiled.sample("java.awt.Color c;")))).isEmpty();
  }

  private static Optional<FontUse> fonts(FileTree tree) throws IOException {
    try (var work = new WorkFolder(Path.of("target"))) {
      return ModuleScan.of(tree, jdk, work, Progress.silent()).fonts();
    }
  }

  @Test
  void theReasonIsTheSameWhateverIsReadFirst() throws IOException {
    var sql = Compiled.sample("java.sql.Date d;");
    var jar = Compiled.jar(Map.of("b/B.class", sql, "a/A.class", sql));
    assertThat(of(Compiled.tree("/x.jar", jar)))
        .containsEntry("java.sql", "x.jar!/a/A.class (and 1 more)");
  }

  @Test
  void classesForANewerJavaAreRefusedAndOfLibrariesTold() throws IOException {
    var tooNew = Compiled.sample("");
    tooNew[7] = (byte) (jdk.classVersion() + 1);
    assertThatThrownBy(() -> of(Compiled.tree(CLASS, tooNew)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "'%s' is made for Java %d, and the runtime for Java %d"
                .formatted(CLASS, jdk.feature() + 1, jdk.feature()));
    var progress = new RecordedProgress();
    ofWith(
        Compiled.tree("/a.jar", Compiled.jar(Map.of("A.class", tooNew, "B.class", tooNew))),
        progress);
    assertThat(progress.lines()).hasSize(1);
  }

  @Test
  void whatOnlyLooksLikeAClassOrAJarIsPassedOver() throws IOException {
    var progress = new RecordedProgress();
    var jar = Compiled.jar(Map.of("A.class", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
    assertThat(ofWith(Compiled.tree("/a.jar", jar), progress)).isEmpty();
    assertThat(ofWith(Compiled.tree("/a.jar", new byte[9]), progress)).isEmpty();
    assertThat(progress.lines()).singleElement().asString().contains("'/a.jar' cannot be read");
  }

  @Test
  void aDamagedManifestIsToldWithItsJarAndItsClassesCount() throws IOException {
    var progress = new RecordedProgress();
    var jar =
        Compiled.jar(
            Map.of(
                "META-INF/MANIFEST.MF", "no colon here\n".getBytes(UTF_8),
                "Sample.class", Compiled.sample("java.sql.Date d;")));
    assertThat(ofWith(Compiled.tree("/app/libs/a.jar", jar), progress)).containsKey("java.sql");
    assertThat(progress.lines())
        .singleElement()
        .asString()
        .contains("the manifest of '/app/libs/a.jar' cannot be read: ");
  }

  @Test
  void aDamagedFileOfAJarHidesNoOther() throws IOException {
    var progress = new RecordedProgress();
    var files = new TreeMap<String, byte[]>();
    files.put("a.bin", new byte[64]);
    files.put("b.class", new byte[64]);
    var members = files.size();
    files.put("c/Sample.class", Compiled.sample("java.sql.Date d;"));
    var jar = withoutDeflation(Compiled.jar(files), members);
    assertThat(ofWith(Compiled.tree("/app/libs/a.jar", jar), progress))
        .containsEntry("java.sql", "a.jar!/c/Sample.class");
    assertThat(progress.lines()).isEmpty();
  }

  /** The first so many files of a jar begin with a block of a kind that there is not. */
  private static byte[] withoutDeflation(byte[] jar, int files) {
    var bytes = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0, left = files; left > 0; at++) {
      if (bytes.getInt(at) == 0x04034b50) {
        jar[at + 30 + bytes.getShort(at + 26) + bytes.getShort(at + 28)] = 7;
        left--;
      }
    }
    return jar;
  }

  @Test
  void aClassWithTextThatIsNoneIsPassedOver() throws IOException {
    byte[] junk = {
      (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61, 0, 2, 1, 0, 1, -1
    };
    var jar = Map.of("A.class", junk, "Sample.class", Compiled.sample("java.sql.Date d;"));
    assertThat(library(jar)).containsKey("java.sql");
  }

  private static Map<String, String> own(String members) throws IOException {
    return of(Compiled.tree(CLASS, Compiled.sample(members)));
  }

  private static Map<String, String> library(Map<String, byte[]> files) throws IOException {
    return of(Compiled.tree("/app/libs/a.jar", Compiled.jar(files)));
  }

  private static Map<String, String> of(FileTree tree) throws IOException {
    return ofWith(tree, Progress.silent());
  }

  private static Map<String, String> ofWith(FileTree tree, Progress progress) throws IOException {
    var reasons = new HashMap<String, String>();
    try (var work = new WorkFolder(Path.of("target"))) {
      ModuleScan.of(tree, jdk, work, progress)
          .modules()
          .forEach((module, reason) -> reasons.put(module, reason.toString()));
    }
    return reasons;
  }
}
