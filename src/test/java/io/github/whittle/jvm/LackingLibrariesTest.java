package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LackingLibrariesTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");

  private final LackingLibraries lacking = new LackingLibraries();

  private LackingLibrariesTest with(String jar, String name, String system) {
    lacking.add(new NativeLibrary(name, Optional.of(system), false), jar);
    return this;
  }

  private List<String> told() {
    return lacking.onOtherSystems(AMD64);
  }

  @Test
  void whatSeveralOtherSystemsHaveIsTold() {
    with("a-1.jar", "osx/libx.dylib", "macOS").with("a-1.jar", "win/x.dll", "Windows");
    assertThat(told())
        .containsExactly(
            "a-1.jar has native libraries for Windows, macOS, and none for linux/amd64");
    assertThat(lacking.onOtherMachines(AMD64)).isEmpty();
  }

  @Test
  void whatLinuxHasIsNotTold() {
    with("a-1.jar", "osx/libx.dylib", "macOS").with("a-1.jar", "win/x.dll", "Windows");
    lacking.add(new NativeLibrary("linux/libx.so", Optional.empty(), true), "a-1.jar");
    assertThat(told()).isEmpty();
  }

  /** As byte-buddy-agent, which on Linux attaches without one, and netty's own for macOS. */
  @Test
  void whatOneSystemHasIsForThatAlone() {
    with("byte-buddy-agent-1.15.11.jar", "win32-x86/attach_hotspot_windows.dll", "Windows")
        .with("byte-buddy-agent-1.15.11.jar", "win32-x86-64/attach_hotspot_windows.dll", "Windows")
        .with(
            "netty-resolver-dns-native-macos-4.1.118.Final-osx-x86_64.jar",
            "META-INF/native/libnetty_resolver_dns_native_macos_x86_64.jnilib",
            "macOS")
        .with(
            "netty-transport-native-kqueue-4.1.118.Final-osx-x86_64.jar",
            "META-INF/native/libnetty_transport_native_kqueue_x86_64.jnilib",
            "macOS")
        .with("two-1.jar", "own.dll", "Windows")
        .with("two-1.jar", "libother.dylib", "macOS");
    assertThat(told()).isEmpty();
  }

  /** As of a project on a Mac, whose pom takes the libraries of the machine that builds. */
  @Test
  void whatAClassifierTakesForAnotherSystemIsTold() {
    with("javafx-graphics-21.0.5-mac-aarch64.jar", "libglass.dylib", "macOS")
        .with("rocks-9.10.0-win64.jar", "librocksdbjni-win64.dll", "Windows");
    assertThat(told())
        .containsExactly(
            "javafx-graphics-21.0.5-mac-aarch64.jar has native libraries for macOS, and none for linux/amd64",
            "rocks-9.10.0-win64.jar has native libraries for Windows, and none for linux/amd64");
  }

  private static final String SWT = "org.eclipse.swt.cocoa.macosx.aarch64-3.124.0.jar";
  private static final String SKIKO = "skiko-awt-runtime-macos-arm64-0.8.9.jar";

  private LackingLibrariesTest withMacArtifacts() {
    return with(SWT, "libswt-cocoa-4966r8.jnilib", "macOS")
        .with(SKIKO, "libskiko-macos-arm64.dylib", "macOS");
  }

  /** Some have an artifact for each machine, where others have a classifier. */
  @Test
  void whatANameTakesForAnotherMachineIsTold() {
    withMacArtifacts().with("org.eclipse.swt.win32.win32.x86_64-3.124.0.jar", "swt.dll", "Windows");
    assertThat(told())
        .containsExactly(
            SWT + " has native libraries for macOS, and none for linux/amd64",
            "org.eclipse.swt.win32.win32.x86_64-3.124.0.jar has native libraries for Windows, and none for linux/amd64",
            SKIKO + " has native libraries for macOS, and none for linux/amd64");
  }

  @Test
  void whoHasTheOneForLinuxLacksNothing() {
    withMacArtifacts();
    var linux = Optional.<String>empty();
    lacking.add(
        new NativeLibrary("libswt-gtk-4966r8.so", linux, true),
        "org.eclipse.swt.gtk.linux.x86_64-3.124.0.jar");
    lacking.add(
        new NativeLibrary("libskiko-linux-x64.so", linux, true),
        "skiko-awt-runtime-linux-x64-0.8.9.jar");
    assertThat(told()).isEmpty();
  }
}
