package io.github.whittle.slim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.ByteSize;
import io.github.whittle.config.PathPattern;
import io.github.whittle.config.Preset;
import io.github.whittle.config.Slim;
import io.github.whittle.config.Slim.Mode;
import io.github.whittle.elf.ElfBuilder;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.support.TinyElf;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlimmingTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");

  private final Map<TreePath, Entry> entries = new TreeMap<>();
  private final Map<TreePath, Entry> inJars = new TreeMap<>();
  private final Map<TreePath, String> contents = new HashMap<>();
  private final Ledger ledger = new Ledger();
  private Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
  private ImageConfig config = ImageConfig.scratch(AMD64, Instant.EPOCH);

  @BeforeEach
  void base() {
    link("/bin", "usr/bin");
    file("/usr/bin/dash", TinyElf.dynamic(TinyElf.AMD64, "/lib64/ld.so"));
    link("/usr/bin/sh", "dash");
    link("/lib64", "usr/lib64");
    file("/usr/lib64/ld-2.36.so", TinyElf.program(TinyElf.AMD64, 200));
    link("/usr/lib64/ld.so", "ld-2.36.so");
    file("/usr/bin/perl", TinyElf.program(TinyElf.AMD64, 5000));
    file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
    file("/usr/share/doc/dash/copyright", "licence");
    file("/usr/share/doc/dash/README", "read me");
  }

  @Test
  void whatNothingReachesLeavesAndEveryPathHasAReason() throws IOException {
    start("#!/bin/sh\n");
    var left = slim(Mode.REACHABLE);

    assertThat(files(left))
        .containsExactlyInAnyOrder(
            "/app",
            "/bin",
            "/etc/passwd",
            "/lib64",
            "/usr/bin/dash",
            "/usr/bin/sh",
            "/usr/lib64/ld-2.36.so",
            "/usr/lib64/ld.so");
    assertThat(reason("/app")).isEqualTo("kept: in <contents>");
    assertThat(reason("/usr/bin/dash")).isEqualTo("kept: needed by /app");
    assertThat(reason("/usr/lib64/ld-2.36.so")).contains("kept: needed by /usr/bin/dash");
    assertThat(reason("/usr/bin/perl")).isEqualTo("removed: nothing that stays needs it");
    assertThat(left.entry(path("/usr/share"))).as("a folder of every system").isPresent();
    assertThat(left.entry(path("/usr/share/doc"))).as("goes with what was in it").isEmpty();
    assertThat(reason("/usr/share/doc")).isEqualTo("removed: nothing is left in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "/etc/group",
        "/etc/nsswitch.conf",
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/ssl/cert.pem",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/usr/lib/os-release"
      })
  void someFilesAlwaysStayUnlessTheyAreRemovedByName(String always) throws IOException {
    start("#!/bin/sh\n");
    file(always, "always");
    link("/etc/os-release", "../usr/lib/os-release");
    assertThat(files(slim(Mode.REACHABLE))).contains(always);

    var settings = new Settings(Mode.REACHABLE);
    settings.remove = List.of(always);
    assertThat(files(slim(settings.slim(), none()))).doesNotContain(always);
  }

  @Test
  void aScriptNamesItsProgramsWhereNoTraceDoes() throws IOException {
    start("#!/bin/sh\nexec perl \"$@\"\n");
    assertThat(files(slim(Mode.REACHABLE))).contains("/usr/bin/perl");
    assertThat(reason("/usr/bin/perl")).isEqualTo("kept: named in the script /app");
  }

  @Test
  void aLibraryInAJarKeepsWhatItNeedsIfTheJarStays() throws IOException {
    start("#!/bin/sh\n");
    contents("/app.jar", "a jar");
    file("/usr/share/other.jar", "another");
    file("/usr/lib64/libz.so.1", ElfBuilder.library("libz.so.1").bytes());
    file("/usr/lib64/liby.so.1", ElfBuilder.library("liby.so.1").bytes());
    inJar("/app.jar!/liba.so", ElfBuilder.library("liba.so").needs("libz.so.1"));
    inJar("/usr/share/other.jar!/libb.so", ElfBuilder.library("libb.so").needs("liby.so.1"));
    assertThat(files(slim(Mode.REACHABLE)))
        .contains("/usr/lib64/libz.so.1")
        .doesNotContain("/usr/lib64/liby.so.1", "/app.jar!/liba.so");
    assertThat(reason("/usr/lib64/libz.so.1")).isEqualTo("kept: needed by /app.jar!/liba.so");
  }

  @Test
  void ofProgramsOfOneNameTheFirstOnThePathStarts() throws IOException {
    environment = Map.of("PATH", "/opt/empty:/opt/bin:/usr/bin");
    config = config.withEntrypoint(List.of("perl", "sh"));
    link("/opt/empty/perl", "nowhere");
    file("/opt/bin/perl", TinyElf.program(TinyElf.AMD64, 400));

    assertThat(files(slim(Mode.REACHABLE)))
        .contains("/opt/bin/perl", "/usr/bin/sh", "/usr/bin/dash")
        .doesNotContain("/usr/bin/perl");
    assertThat(reason("/opt/bin/perl")).isEqualTo("kept: started by the entrypoint");
  }

  @Test
  void aTraceKeepsWhatItNamesAndTheLinksOnTheWay() throws IOException {
    start("#!/bin/sh\nperl\n");
    link("/opt/p", "../bin/perl");
    assertThat(files(slim(Mode.TRACED))).doesNotContain("/usr/bin/perl", "/opt/p");
    assertThat(files(slim(settings(Mode.TRACED), new TreeSet<>(Set.of(path("/opt/p"))))))
        .contains("/usr/bin/perl", "/opt/p", "/bin");
  }

  @Test
  void keepBeatsRemoveAndRemoveBeatsContents() throws IOException {
    start("#!/bin/sh\n");
    contents("/data/a", "a");
    contents("/data/b", "b");
    var settings = new Settings(Mode.OFF);
    settings.remove = List.of("/data/");
    settings.keep = List.of("/data/b");

    assertThat(files(slim(settings.slim(), none())))
        .contains("/data/b", "/usr/bin/perl")
        .doesNotContain("/data/a");
    assertThat(reason("/data/a")).isEqualTo("removed: <remove>/data/**</remove>");
  }

  @Test
  void presetsTakeWhatIsNotNeeded() throws IOException {
    start("#!/bin/sh\n");
    file("/usr/bin/bash", "a shell");
    var left = slim(Preset.DOCS, Preset.SHELLS);

    assertThat(files(left))
        .contains("/usr/bin/dash", "/usr/bin/sh", "/usr/bin/perl")
        .doesNotContain("/usr/bin/bash", "/usr/share/doc/dash/README");
    assertThat(reason("/usr/bin/bash")).isEqualTo("removed: the preset shells");
  }

  @Test
  void foldersOfLogsStay() throws IOException {
    start("#!/bin/sh\n");
    file("/var/log/apt/history.log", "h");
    var left = slim(Preset.LOGS);

    assertThat(left.entry(path("/var/log/apt"))).isPresent();
    assertThat(left.entry(path("/var/log/apt/history.log"))).isEmpty();
  }

  @Test
  void theSetuidPresetClearsBits() throws IOException {
    start("#!/bin/sh\n");
    entries.put(
        path("/usr/bin/su"),
        new Entry.RegularFile(Attributes.of(06755, 1), Content.of(new byte[] {1})));
    var left = slim(Preset.SETUID);

    assertThat(left.inode(path("/usr/bin/su")).orElseThrow().attributes().mode()).isEqualTo(0755);
    assertThat(reason("/usr/bin/su")).isEqualTo("reduced: the preset setuid clears its bits");
  }

  @Test
  void onlyTheLargeOnesLeaveIfTheUserSaysSo() throws IOException {
    start("#!/bin/sh\n");
    var settings = new Settings(Mode.REACHABLE);
    settings.atLeast = Optional.of(new ByteSize(5000));

    assertThat(files(slim(settings.slim(), none())))
        .contains("/usr/share/doc/dash/README")
        .doesNotContain("/usr/bin/perl");
    assertThat(reason("/usr/share/doc/dash/README")).isEqualTo("kept: smaller than <atLeast>");
  }

  @Test
  void whereOnlyTheLargeOnesLeavePackagesStayManaged() throws IOException {
    start("#!/bin/sh\n");
    packages();
    var settings = new Settings(Mode.REACHABLE);
    settings.atLeast = Optional.of(new ByteSize(5000));

    assertThat(files(slim(settings.slim(), none())))
        .contains("/var/lib/dpkg/info/dash.postinst", "/var/lib/dpkg/info/dash.list")
        .doesNotContain("/usr/bin/perl");
  }

  @Test
  void aFileGoesWithItsLastNameAndItsBytesCountOnce() throws IOException {
    start("#!/bin/sh\n");
    entries.put(path("/usr/bin/perl5"), new Entry.HardLink(path("/usr/bin/perl")));
    entries.put(path("/usr/bin/sh2"), new Entry.HardLink(path("/usr/bin/dash")));
    slim(Mode.REACHABLE);

    assertThat(bytes("/usr/bin/perl")).isEqualTo(5000);
    assertThat(bytes("/usr/bin/perl5")).isZero();
    assertThat(bytes("/usr/bin/sh2")).isZero();
  }

  @Test
  void theFirstNameMayGo() throws IOException {
    entries.put(path("/usr/bin/zsh"), entries.get(path("/usr/bin/perl")));
    entries.put(path("/usr/bin/perl"), new Entry.HardLink(path("/usr/bin/zsh")));
    start("#!/bin/sh\nperl\n");
    var left = slim(Mode.REACHABLE);

    assertThat(left.entry(path("/usr/bin/perl")).orElseThrow())
        .isInstanceOf(Entry.RegularFile.class);
    assertThat(bytes("/usr/bin/zsh")).isZero();
  }

  @Test
  void pythonFindsTheSourceBesideWhatItReads() throws IOException {
    start("#!/bin/sh\n");
    file("/usr/lib/python3.11/ssl.py", "source");
    file("/usr/lib/python3.11/__pycache__/ssl.cpython-311.pyc", "compiled");
    file("/usr/lib/python3.11/json.py", "source");
    file("/usr/lib/python3.11/os.py", "source");
    file("/usr/lib/python3.11/lib-dynload/_json.so", "data");
    var traced = path("/usr/lib/python3.11/__pycache__/ssl.cpython-311.pyc");

    var left = slim(settings(Mode.TRACED), new TreeSet<>(Set.of(traced)));
    assertThat(files(left))
        .contains("/usr/lib/python3.11/ssl.py", "/usr/lib/python3.11/os.py")
        .doesNotContain("/usr/lib/python3.11/json.py", "/usr/lib/python3.11/lib-dynload/_json.so");
    assertThat(left.entry(path("/usr/lib/python3.11/lib-dynload"))).isPresent();
  }

  @Test
  void aFolderOfATraceStaysThoughNothingIsLeftInIt() throws IOException {
    start("#!/bin/sh\n");
    file("/etc/listed.d/a", "nobody reads it");
    file("/etc/other.d/a", "nobody reads it");
    var traced = new TreeSet<>(Set.of(path("/etc/listed.d")));
    var left = slim(settings(Mode.TRACED), traced);

    assertThat(files(left)).doesNotContain("/etc/listed.d/a");
    assertThat(left.entry(path("/etc/listed.d"))).isPresent();
    assertThat(left.entry(path("/etc/other.d"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"libjli.so", "server/libjvm.so", "amd64/jli/libjli.so", "amd64/server/libjvm.so"})
  void aJavaRuntimeStaysWithWhatItOpensLate(String library) throws IOException {
    start("#!/bin/sh\n");
    file("/opt/java/lib/" + library, TinyElf.program(TinyElf.AMD64, 300));
    file("/opt/java/lib/libzip.so", "zip");
    file("/opt/java/lib/src.zip", "sources");
    file("/opt/java/lib/server/classes.jsa", "opened at the start or never");
    link("/opt/java/lib/security/cacerts", "/etc/java/cacerts");
    file("/etc/java/cacerts", "certs");
    file("/opt/java/man/java.1", "manual");
    var traced = path("/opt/java/lib/" + library);

    assertThat(files(slim(settings(Mode.TRACED), new TreeSet<>(Set.of(traced)))))
        .contains("/opt/java/lib/libzip.so", "/etc/java/cacerts")
        .doesNotContain(
            "/opt/java/lib/src.zip", "/opt/java/lib/server/classes.jsa", "/opt/java/man/java.1");
  }

  @Test
  void withoutATraceAJavaRuntimeKeepsItsArchiveOfClasses() throws IOException {
    start("#!/opt/java/lib/libjli.so\n");
    file("/opt/java/lib/libjli.so", TinyElf.program(TinyElf.AMD64, 300));
    file("/opt/java/lib/server/classes.jsa", "for a quick start");

    assertThat(files(slim(Mode.REACHABLE))).contains("/opt/java/lib/server/classes.jsa");
  }

  @Test
  void foldersThatAreThereToBeUsedStay() throws IOException {
    start("#!/bin/sh\n");
    folder("/var/lib/nginx/body", Attributes.of(0755, 1));
    folder("/var/spool/app", Attributes.of(0755, 1).withOwner(33, 33));
    file("/var/spool/app/x", "x");
    folder("/tmp", Attributes.of(01777, 1));
    file("/tmp/x", "x");
    var left = slim(Mode.REACHABLE);

    assertThat(left.entries().keySet())
        .contains(path("/var/lib/nginx/body"), path("/var/spool/app"), path("/tmp"));
    assertThat(files(left)).doesNotContain("/tmp/x", "/var/spool/app/x");
  }

  @Test
  void licencesOfWhatStaysStayIfTheUserWantsThem() throws IOException {
    start("#!/bin/sh\n");
    file("/usr/share/doc/perl/copyright", "licence");
    file("/usr/share/common-licenses/GPL", "licence");
    packages();
    var settings = new Settings(Mode.REACHABLE);
    settings.licences = true;

    assertThat(files(slim(settings.slim(), none())))
        .contains("/usr/share/doc/dash/copyright", "/usr/share/common-licenses/GPL")
        .doesNotContain("/usr/share/doc/perl/copyright");
  }

  @Test
  void thePackageDatabaseListsWhatIsLeft() throws IOException {
    start("#!/bin/sh\n");
    packages();
    var left = slim(Mode.REACHABLE);

    assertThat(PackageDatabase.read(left).packages())
        .extracting(p -> p.name())
        .containsExactly("dash");
    assertThat(reason("/var/lib/dpkg/info/perl.list")).startsWith("removed: tells of packages");
    assertThat(from("/usr/bin/perl")).isEqualTo("layer 1 of the base, package perl 5");
  }

  @Test
  void whatOnlyPresetsTouchCanStillBeManaged() throws IOException {
    start("#!/bin/sh\n");
    packages();
    var left = slim(Preset.DOCS);

    assertThat(files(left))
        .contains("/var/lib/dpkg/info/dash.list", "/var/lib/dpkg/info/dash.postinst");
    assertThat(PackageDatabase.read(left).packages()).hasSize(2);
  }

  @Test
  void slimmedAgainNothingMoreLeaves() throws IOException {
    start("#!/bin/sh\n");
    packages();
    var once = slim(Mode.REACHABLE);
    entries.clear();
    entries.putAll(once.entries());

    assertThat(slim(Mode.REACHABLE)).isEqualTo(once);
  }

  private void packages() {
    file(
        "/var/lib/dpkg/status",
        """
        Package: dash
        Status: install ok installed
        Architecture: amd64
        Version: 1

        Package: perl
        Status: install ok installed
        Architecture: amd64
        Version: 5
        """);
    file("/var/lib/dpkg/info/dash.list", "/.\n/bin\n/bin/dash\n/usr/share/doc/dash/copyright\n");
    file("/var/lib/dpkg/info/dash.postinst", "#!/bin/sh\n");
    file("/var/lib/dpkg/info/perl.list", "/.\n/usr/bin/perl\n/usr/share/doc/perl/copyright\n");
  }

  /** The program that is started, among the contents. */
  private void start(String script) {
    contents("/app", script);
    config = config.withEntrypoint(List.of("/app"));
  }

  private FileTree slim(Mode mode) throws IOException {
    return slim(settings(mode), none());
  }

  private FileTree slim(Preset... presets) throws IOException {
    var settings = new Settings(Mode.OFF);
    settings.presets = List.of(presets);
    return slim(settings.slim(), none());
  }

  private FileTree slim(Slim settings, SortedSet<TreePath> traced) throws IOException {
    var whole = FileTree.of(entries).withParents(FileTree.empty(), Attributes.of(0755, 1));
    var origins = new HashMap<TreePath, String>();
    whole.entries().keySet().forEach(path -> origins.put(path, "layer 1 of the base"));
    var subject =
        new Subject(
            AMD64,
            whole,
            contents,
            origins,
            environment,
            Set.of(),
            PackageDatabase.read(whole),
            FileTree.of(inJars));
    return new Slimming(settings, traced, ledger).slim(subject, config).tree();
  }

  private static SortedSet<TreePath> none() {
    return new TreeSet<>();
  }

  private static Slim settings(Mode mode) {
    return new Settings(mode).slim();
  }

  private static final class Settings {
    private final Mode mode;
    private List<String> keep = List.of();
    private List<String> remove = List.of();
    private List<Preset> presets = List.of();
    private Optional<ByteSize> atLeast = Optional.empty();
    private boolean licences;

    Settings(Mode mode) {
      this.mode = mode;
    }

    Slim slim() {
      return new Slim(
          mode, List.of(), patterns(keep), patterns(remove), presets, atLeast, licences, false);
    }

    private static List<PathPattern> patterns(List<String> texts) {
      return texts.stream().map(PathPattern::parse).toList();
    }
  }

  private static List<String> files(FileTree tree) {
    return tree.entries().entrySet().stream()
        .filter(e -> !(e.getValue() instanceof Entry.Directory))
        .map(e -> e.getKey().value())
        .toList();
  }

  private String reason(String path) {
    var decision = decision(path);
    return decision.action() + ": " + decision.reason();
  }

  private String from(String path) {
    return decision(path).from();
  }

  private long bytes(String path) {
    return decision(path).bytes();
  }

  private Decision decision(String path) {
    return ledger.decisions().stream().filter(d -> d.path().equals(path)).findFirst().orElseThrow();
  }

  private void contents(String path, String text) {
    file(path, text);
    contents.put(path(path), "files");
  }

  private void file(String path, String text) {
    file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void inJar(String path, ElfBuilder elf) {
    inJars.put(path(path), new Entry.RegularFile(Attributes.of(0755, 1), elf.content()));
  }

  private void file(String path, byte[] bytes) {
    entries.put(path(path), new Entry.RegularFile(Attributes.of(0755, 1), Content.of(bytes)));
  }

  private void link(String path, String to) {
    entries.put(path(path), new Entry.Symlink(Attributes.of(0777, 1), to));
  }

  private void folder(String path, Attributes attributes) {
    entries.put(path(path), new Entry.Directory(attributes));
  }

  private static TreePath path(String text) {
    return new TreePath(text);
  }
}
