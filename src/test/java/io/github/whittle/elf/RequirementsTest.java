package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.elf.Problem.Kind;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final String LD = "/lib64/ld-linux-x86-64.so.2";
  private static final String MUSL = "/lib/ld-musl-x86_64.so.1";

  private final Map<TreePath, Entry> entries = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();

  @Test
  void aStaticProgramNeedsNothing() throws IOException {
    file("/hello", ElfBuilder.amd64().type(ElfHeader.ET_EXEC));
    assertThat(problems("/hello")).isEmpty();
  }

  @Test
  void namesAllThatIsMissing() throws IOException {
    file("/hello", program().needs("libb.so.1", "liba.so.1", "libc.so.6"));
    file("/lib/liba.so.1", ElfBuilder.library("liba.so.1").needs("libdeep.so", "libb.so.1"));
    assertThat(sentences("/hello"))
        .containsExactly(
            "'/hello' needs the interpreter '/lib64/ld-linux-x86-64.so.2', which is not in the"
                + " image",
            "'/hello' needs the library 'libb.so.1', which is not in the image",
            "'/hello' needs the library 'libc.so.6', which is not in the image",
            "'/hello' needs the library 'libdeep.so' (for '/lib/liba.so.1'), which is not in the"
                + " image");
  }

  @Test
  void saysWhatAFileIsMadeFor() throws IOException {
    file("/arm", ElfBuilder.arm64().interpreter(LD).needs("libc.so.6"));
    file("/bsd", ElfBuilder.amd64().osAbi(9));
    file("/mac", Content.of(new byte[] {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, -2, 7, 0, 0, 1}));
    file("/cut", Content.of(java.util.Arrays.copyOf(ElfBuilder.amd64().bytes(), 100)));
    file("/readme", text("hello"));
    assertThat(sentences("/arm", "/bsd", "/mac", "/cut", "/readme", "/none"))
        .containsExactly(
            "'/arm' is a program for linux/arm64, not for linux/amd64",
            "'/bsd' is a FreeBSD program, not one for linux/amd64",
            "'/mac' is a macOS program, not one for linux/amd64",
            "'/cut' is a damaged ELF file: it ends at byte 100, before the end of its program"
                + " headers (56 bytes at offset 64)",
            "'/readme' is neither an ELF program nor a script ('#!') of one",
            "'/none' is not a file of the image, nor a link that leads to one");
  }

  @Test
  void followsLinksToProgramsLoadersAndLibraries() throws IOException {
    link("/bin", "usr/bin");
    link("/lib64", "/usr/lib64");
    file("/usr/bin/real", program().needs("libc.so.6"));
    link("/usr/bin/hello", "real");
    file("/usr/lib64/ld-2.36.so", ElfBuilder.library("ld-linux-x86-64.so.2"));
    link("/usr/lib64/ld-linux-x86-64.so.2", "ld-2.36.so");
    file("/opt/libc-2.36.so", ElfBuilder.library("libc.so.6").needs("ld-linux-x86-64.so.2"));
    hardLink("/usr/lib64/libc.so.6", "/opt/libc-2.36.so");
    assertThat(problems("/bin/hello")).isEmpty();
  }

  @Test
  void looksInTheFoldersOfTheLoaderAndInItsCache() throws IOException {
    glibc();
    for (var folder : List.of("/opt/a", "/opt/b", "/usr/lib", "/lib64")) {
      var name = "lib" + folder.substring(1).replace('/', '-') + ".so";
      file(folder + "/" + name, ElfBuilder.library(name));
    }
    cache("libopt-a.so", "/opt/a/libopt-a.so", "libgone.so", "/opt/a/libgone.so");
    file(
        "/hello",
        program()
            .needs("libopt-a.so", "libopt-b.so", "libgone.so")
            .needs("libusr-lib.so", "liblib64.so", "libc.so.6"));
    assertThat(problems("/hello"))
        .extracting(Problem::what)
        .containsExactly("libopt-b.so", "libgone.so");
  }

  @Test
  void aFolderOfLdSoConfCountsOnlyWhenTheCacheListsIt() throws IOException {
    glibc();
    var stars = "include ld.so.conf.d/" + "*o".repeat(60) + "x\n"; // What would never end.
    file("/etc/ld.so.conf.d/" + "o".repeat(200), text("/opt/d\n"));
    file(
        "/etc/ld.so.conf",
        text(stars + "# ours\ninclude ld.so.conf.d/?*.c*nf\n/opt/a # why\n/opt/b=libc6"));
    file("/etc/ld.so.conf.d/c.conf", text("  /opt/c  \ninclude /etc/ld.so.conf\n"));
    file("/etc/ld.so.conf.d/d.txt", text("/opt/d\n"));
    for (var name : List.of("a", "b", "c", "d")) {
      file("/opt/" + name + "/lib" + name + ".so", ElfBuilder.library("lib" + name + ".so"));
    }
    file("/hello", program().needs("liba.so", "libb.so", "libc.so", "libd.so"));
    assertThat(sentences("/hello"))
        .contains(
            "'/hello' needs '/opt/a/liba.so', which is not in the loader's list, the image's"
                + " /etc/ld.so.cache",
            "'/hello' needs the library 'libd.so', which is not in the image")
        .hasSize(4);

    var needs = needs("/hello");
    file(LdSoCache.FILE, needs.cache(FileTree.of(entries)).orElseThrow());
    assertThat(problems("/hello")).extracting(Problem::what).containsExactly("libd.so");
    assertThat(needs("/hello").cache(FileTree.of(entries))).isEmpty();
    assertThat(needs("/hello").files().get(new TreePath(LdSoCache.FILE)))
        .hasToString("needed by /hello");
  }

  @Test
  void readsTheLoadersOwnFoldersOutOfTheLoader() throws IOException {
    file(LD, ElfBuilder.library("ld.so").name(14, "/usr/strange/lib/\0/lib128/"));
    file("/usr/strange/lib/liba.so", ElfBuilder.library("liba.so"));
    file("/usr/lib/libb.so", ElfBuilder.library("libb.so"));
    file("/hello", program().needs("liba.so", "libb.so", "$LIB/c.so").runpath("/app/$LIB"));
    file("/app/strange/lib/libb.so", ElfBuilder.library("libb.so"));
    assertThat(problems("/hello")).extracting(Problem::what).containsExactly("$LIB/c.so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ORIGIN/../lib",
        "${ORIGIN}/../lib",
        "/nowhere:/app/lib",
        "/app/../app/lib",
        "/nowhere/../app/lib:/app/lib",
        "/app/${LIB}",
        "/app/$LIB:/usr",
        "/app/$PLATFORM",
        "/${PLATFORM}_x:/$PLATFORM_x:/app/lib"
      })
  void looksInRunpathAndRpath(String folders) throws IOException {
    glibc();
    link("/usr/bin/new", "/app/bin/new");
    file("/app/bin/new", program().needs("libown.so").runpath(folders));
    file("/app/bin/old", program().needs("libown.so").rpath(folders));
    for (var folder : List.of("lib", "lib/x86_64-linux-gnu", "x86_64")) {
      file("/app/" + folder + "/libown.so", ElfBuilder.library("libown.so"));
    }
    assertThat(problems("/usr/bin/new", "/app/bin/old")).isEmpty();
  }

  @Test
  void aPathThatLeavesAFolderThatIsNotThereLeadsNowhere() throws IOException {
    glibc();
    file("/hello", program().needs("libown.so").runpath("/nowhere/../app/lib"));
    file("/app/lib/libown.so", ElfBuilder.library("libown.so"));
    assertThat(problems("/hello")).hasSize(1);
  }

  @Test
  void anRpathCountsForTheLibrariesOfLibrariesButARunpathDoesNot() throws IOException {
    glibc();
    file("/app/liba.so", ElfBuilder.library("liba.so").needs("libb.so"));
    file("/app/libb.so", ElfBuilder.library("libb.so"));
    file("/old", program().needs("liba.so").rpath("/app"));
    file("/new", program().needs("liba.so").runpath("/app"));
    file("/both", program().needs("liba.so").rpath("/app").runpath("/app"));
    assertThat(problems("/old", "/new", "/both"))
        .containsExactly(
            problem("/new", "/app/liba.so", Kind.LIBRARY_MISSING, "libb.so"),
            problem("/both", "/app/liba.so", Kind.LIBRARY_MISSING, "libb.so"));
  }

  @Test
  void theOriginOfALibraryIsWhereItWasFound() throws IOException {
    glibc();
    file("/hello", program().needs("liba.so"));
    link("/usr/lib/liba.so", "/opt/liba.so");
    file("/opt/liba.so", ElfBuilder.library("liba.so").needs("libb.so").runpath("$ORIGIN/plugins"));
    file("/usr/lib/plugins/libb.so", ElfBuilder.library("libb.so"));
    assertThat(problems("/hello")).isEmpty();
  }

  @Test
  void whatIsLoadedIsNotLookedForAgain() throws IOException {
    glibc();
    file("/hello", program().needs("/app/a.so", "libb.so"));
    file("/app/a.so", ElfBuilder.library("liba.so"));
    file("/usr/lib/libb.so", ElfBuilder.library("libb.so").needs("liba.so"));
    assertThat(problems("/hello")).isEmpty();
  }

  @Test
  void passesOverLibrariesOfOtherMachines() throws IOException {
    glibc();
    file("/hello", program().needs("liba.so", "libb.so").runpath("/app"));
    file("/app/liba.so", ElfBuilder.arm64());
    file("/usr/lib/liba.so", ElfBuilder.library("liba.so"));
    file("/app/libb.so", text("GROUP ( /lib/libb.so.1 )"));
    assertThat(sentences("/hello"))
        .containsExactly("'/hello' needs '/app/libb.so', which is no library for linux/amd64");
  }

  @Test
  void mayBeToldNotToLookInTheDefaultFolders() throws IOException {
    glibc();
    file("/usr/lib/liba.so", ElfBuilder.library("liba.so"));
    file("/hello", program().needs("liba.so").flags1(DynamicSection.DF_1_NODEFLIB));
    assertThat(problems("/hello")).hasSize(1);
    environment.put("LD_LIBRARY_PATH", "/opt:/usr/lib");
    assertThat(problems("/hello")).isEmpty();
  }

  @Test
  void aVersionThatTheLibraryLacksIsAProblemNow() throws IOException {
    glibc();
    file("/lib64/liba.so", ElfBuilder.library("liba.so").defines("liba.so", "A_1", "A_2"));
    file("/lib64/libplain.so", ElfBuilder.library("libplain.so"));
    file(
        "/new",
        program()
            .needs("liba.so", "libplain.so")
            .needsVersions("liba.so", "A_1", "A_3", "A_4")
            .needsVersions("libplain.so", "P_1"));
    file("/old", program().needs("liba.so").needsVersions("liba.so", "A_2", "weak A_3"));
    assertThat(sentences("/new", "/old"))
        .containsExactly(
            "'/new' needs version A_3, A_4 of '/lib64/liba.so', which is not among those that this"
                + " defines");
  }

  @Test
  void theLoaderHasVersionsToo() throws IOException {
    glibc();
    file(LD, ElfBuilder.library("ld-linux-x86-64.so.2").defines("ld", "GLIBC_2.3"));
    file(
        "/hello",
        program().needs("ld-linux-x86-64.so.2").needsVersions("ld-linux-x86-64.so.2", "X"));
    assertThat(problems("/hello")).extracting(Problem::what).containsExactly("X of '" + LD + "'");
  }

  @Test
  void noLibraryForASpecialProcessorIsTaken() throws IOException {
    glibc();
    file("/lib64/glibc-hwcaps/x86-64-v3/liba.so", ElfBuilder.library("liba.so"));
    file("/hello", program().needs("liba.so"));
    assertThat(problems("/hello")).hasSize(1);
  }

  @Test
  void namesAllFilesTheLinksOnTheWayAndWhoNeedsThem() throws IOException {
    link("/bin", "usr/bin");
    link("/lib64", "usr/lib64");
    file("/usr/bin/run", text("#!/bin/sh\n"));
    link("/usr/bin/sh", "dash");
    file("/usr/bin/dash", program().needs("libc.so.6"));
    file("/usr/lib64/ld-linux-x86-64.so.2", ElfBuilder.library("ld-linux-x86-64.so.2"));
    link("/usr/lib64/libc.so.6", "libc-2.36.so");
    file("/usr/lib64/libc-2.36.so", ElfBuilder.library("libc.so.6"));
    file("/usr/lib64/libother.so", ElfBuilder.library("libother.so"));
    assertThat(needs("/bin/run").files())
        .extractingFromEntries(e -> e.getKey() + " " + e.getValue())
        .containsExactly(
            "/bin needed by /bin/run",
            "/lib64 needed by /usr/bin/dash",
            "/usr/bin/dash needed by /bin/run",
            "/usr/bin/run needed by /bin/run",
            "/usr/bin/sh needed by /bin/run",
            "/usr/lib64/ld-linux-x86-64.so.2 needed by /usr/bin/dash",
            "/usr/lib64/libc-2.36.so needed by /usr/bin/dash",
            "/usr/lib64/libc.so.6 needed by /usr/bin/dash");
  }

  @Test
  void aLibraryOfTheImageGoesBeforeOneOfTheSource() throws IOException {
    var source = new TreeMap<TreePath, Entry>();
    file("/hello", program().needs("liba.so", "libb.so"));
    file("/usr/lib/liba.so", ElfBuilder.library("liba.so"));
    var ours = FileTree.of(entries);
    entries.clear();
    glibc();
    file("/lib64/liba.so", ElfBuilder.library("liba.so"));
    file("/lib64/libb.so", ElfBuilder.library("libb.so"));
    source.putAll(entries);
    var needs =
        Requirements.of(
            ours, FileTree.of(source), AMD64, environment, List.of(new TreePath("/hello")));
    assertThat(needs.problems()).isEmpty();
    assertThat(needs.files().keySet())
        .extracting(TreePath::value)
        .containsExactly("/hello", LD, "/lib64/libb.so", "/usr/lib/liba.so");
  }

  @Test
  void muslIsItsOwnLibraryAndHasItsOwnFolders() throws IOException {
    file(MUSL, ElfBuilder.amd64());
    file("/usr/local/lib/liba.so", ElfBuilder.library("liba.so").needs("libc.musl-x86_64.so.1"));
    file("/lib64/libb.so", ElfBuilder.library("libb.so"));
    file(
        "/hello",
        ElfBuilder.amd64().interpreter(MUSL).needs("liba.so", "libb.so", "libc.so", "libm.so.6"));
    assertThat(problems("/hello")).extracting(Problem::what).containsExactly("libb.so");

    file("/etc/ld-musl-x86_64.path", text("/usr/local/lib\n/lib64\n"));
    assertThat(problems("/hello")).isEmpty();
    assertThat(needs("/hello").files()).containsKey(new TreePath("/etc/ld-musl-x86_64.path"));
  }

  @Test
  void muslKnowsOneTokenNoSonamesAndNoVersions() throws IOException {
    file(MUSL, ElfBuilder.amd64());
    file("/app/x.so", ElfBuilder.library("liba.so").defines("liba.so", "A_1"));
    var needs = ElfBuilder.amd64().interpreter(MUSL).needs("x.so", "liba.so");
    file("/app/a", needs.runpath("$ORIGIN").needsVersions("x.so", "A_9"));
    file("/app/b", ElfBuilder.amd64().interpreter(MUSL).needs("x.so").runpath("$ORIGIN:$LIB"));
    assertThat(problems("/app/a", "/app/b"))
        .extracting(Problem::what)
        .containsExactly("liba.so", "x.so");
  }

  @Test
  void aLibraryAloneIsCheckedAsItsLibcWould() throws IOException {
    file("/a.so", ElfBuilder.library("a.so").needs("libc.so.6"));
    file("/b.so", ElfBuilder.library("b.so").needs("libc.musl-x86_64.so.1"));
    file("/lib64/libc.so.6", ElfBuilder.library("libc.so.6"));
    assertThat(problems("/a.so", "/b.so"))
        .extracting(Problem::what)
        .containsExactly("libc.musl-x86_64.so.1");
    file("/lib/libc.musl-x86_64.so.1", ElfBuilder.amd64());
    assertThat(problems("/a.so", "/b.so")).isEmpty();
  }

  @Test
  void anInterpreterMustBeForTheMachineToo() throws IOException {
    file("/hello", program());
    file(LD, ElfBuilder.arm64());
    assertThat(sentences("/hello"))
        .containsExactly(
            "'/hello' needs '/lib64/ld-linux-x86-64.so.2', which is a program for linux/arm64, not"
                + " for linux/amd64");
    file(LD, text("no"));
    assertThat(problems("/hello")).extracting(Problem::kind).containsExactly(Kind.NO_PROGRAM);
  }

  @Test
  void aScriptNeedsItsInterpreterAndWhatThatNeeds() throws IOException {
    file("/run", text("#!/bin/sh -e\n"));
    file("/dos", text("#!/bin/sh\r\n"));
    assertThat(sentences("/run", "/dos"))
        .containsExactly(
            "'/run' needs the interpreter '/bin/sh', which is not in the image",
            "'/dos' needs the interpreter '/bin/sh' with a carriage return at its end (the script"
                + " has Windows' line ends), which is not in the image");

    file("/bin/dash", ElfBuilder.amd64().interpreter(LD).needs("libc.so.6"));
    link("/bin/sh", "dash");
    file("/dos-e", text("#! /bin/sh -e\r\n"));
    assertThat(sentences("/dos-e"))
        .first()
        .isEqualTo(
            "'/dos-e' is a script that hands its interpreter '-e' with a carriage return at its end"
                + " (it has Windows' line ends)");
    assertThat(problems("/run"))
        .containsExactly(
            problem("/run", "/bin/dash", Kind.INTERPRETER_MISSING, LD),
            problem("/run", "/bin/dash", Kind.LIBRARY_MISSING, "libc.so.6"));
  }

  @Test
  void envNeedsItsCommandOnThePath() throws IOException {
    file("/usr/bin/env", ElfBuilder.amd64());
    file("/opt/bin/python3", ElfBuilder.amd64());
    file("/a", text("#!/usr/bin/env python3\n"));
    file("/b", text("#!/usr/bin/env -S LANG=C python3 -u\n"));
    file("/c", text("#!/usr/bin/env python3 -u\n"));
    file("/d", text("#!/usr/bin/env /opt/bin/python3\n"));
    file("/e", text("#!/usr/bin/env -i\n"));
    assertThat(sentences("/a", "/d", "/e"))
        .containsExactly("'/a' needs the command 'python3', which is not on the image's PATH");

    environment.put("PATH", "/usr/bin:/opt/bin");
    assertThat(problems("/a", "/b", "/c", "/d", "/e"))
        .containsExactly(problem("/c", "/c", Kind.COMMAND_MISSING, "python3 -u"));
  }

  @Test
  void hostileNamesAreMissingNamesAndNothingElse() throws IOException {
    glibc();
    link("/loop", "loop");
    var tooLong = "x".repeat(300);
    file(
        "/hello",
        program().needs(tooLong, "..", "/loop/x", "", "a/../../b").runpath("/loop:/" + tooLong));
    file("/again", text("#!/again\n"));
    file("/round", text("#!/loop\n"));
    assertThat(problems("/hello", "/again", "/round"))
        .extracting(Problem::kind)
        .containsExactly(
            Kind.LIBRARY_MISSING,
            Kind.LIBRARY_MISSING,
            Kind.LIBRARY_MISSING,
            Kind.LIBRARY_MISSING,
            Kind.LIBRARY_MISSING,
            Kind.NO_PROGRAM,
            Kind.INTERPRETER_MISSING);
  }

  private void glibc() {
    file(LD, ElfBuilder.library("ld-linux-x86-64.so.2"));
    file("/lib64/libc.so.6", ElfBuilder.library("libc.so.6").needs("ld-linux-x86-64.so.2"));
  }

  private void cache(String... namesAndPaths) {
    var cache = LdSoCache.NONE;
    for (int i = 0; i < namesAndPaths.length; i += 2) {
      var entry = new LdSoCache.Entry(namesAndPaths[i], 0x303, namesAndPaths[i + 1]);
      cache = cache.with(List.of(entry));
    }
    file(LdSoCache.FILE, Content.of(LdSoCacheFile.write(cache, ByteOrder.LITTLE_ENDIAN)));
  }

  private static ElfBuilder program() {
    return ElfBuilder.amd64().interpreter(LD);
  }

  private static Content text(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private void file(String path, ElfBuilder elf) {
    file(path, elf.content());
  }

  private void file(String path, Content content) {
    entries.put(new TreePath(path), new Entry.RegularFile(Attributes.of(0755, 0), content));
  }

  private void link(String path, String target) {
    entries.put(new TreePath(path), new Entry.Symlink(Attributes.of(0777, 0), target));
  }

  private void hardLink(String path, String target) {
    entries.put(new TreePath(path), new Entry.HardLink(new TreePath(target)));
  }

  private Requirements needs(String... programs) throws IOException {
    var paths = Stream.of(programs).map(TreePath::new).toList();
    return Requirements.of(FileTree.of(entries), AMD64, environment, paths);
  }

  private List<Problem> problems(String... programs) throws IOException {
    return needs(programs).problems();
  }

  private List<String> sentences(String... programs) throws IOException {
    return problems(programs).stream().map(p -> p.sentence(AMD64)).toList();
  }

  private static Problem problem(String program, String at, Kind kind, String what) {
    return new Problem(new TreePath(program), new TreePath(at), kind, what);
  }
}
