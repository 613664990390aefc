package io.github.whittle.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.Digest;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobCacheTest {
  private static final byte[] BYTES = "some bytes".getBytes();
  private static final Digest DIGEST = Digest.of(BYTES);
  private static final long DAY = 24 * 60 * 60;

  @TempDir Path folder;
  private BlobCache cache;

  @BeforeEach
  void open() {
    cache = new BlobCache(folder.resolve("cache"), Progress.silent());
  }

  private Path put(byte[] bytes) throws Exception {
    return cache.blob(Digest.of(bytes), "test", file -> Digest.of(Files.write(file, bytes)));
  }

  private static Path aged(Path file, long days) throws IOException {
    var time = Instant.now().minusSeconds(days * DAY);
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }

  @Test
  void keepsABlobByItsDigest() throws Exception {
    assertThat(put(BYTES))
        .hasBinaryContent(BYTES)
        .isEqualTo(folder.resolve("cache/blobs/sha256").resolve(DIGEST.hex()));
    cache.blob(
        DIGEST,
        "test",
        file -> {
          throw new AssertionError("fetched again");
        });
  }

  @Test
  void tellsOnceThatABlobIsDamaged() throws Exception {
    Files.write(put(BYTES), new byte[3]);
    var progress = new RecordedProgress();
    var told = new BlobCache(folder.resolve("cache"), progress);
    var file = told.blob(DIGEST, "test", f -> Digest.of(Files.write(f, BYTES)));
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(progress.lines())
        .singleElement()
        .asString()
        .contains("'%s' is damaged: made anew".formatted(file));
  }

  @Test
  void doesNotKeepOtherBytes() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> cache.blob(DIGEST, "origin", file -> Digest.of(Files.write(file, new byte[9]))))
        .withMessage(
            "the blob %s of 'origin' has the digest %s and not %s: it is damaged, or not what was"
                + " pinned",
            DIGEST, Digest.of(new byte[9]), DIGEST);
    assertNothingIsThere();
  }

  @Test
  void doesNotKeepWhatBrokeOff() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                cache.blob(
                    DIGEST,
                    "origin",
                    file -> {
                      Files.write(file, BYTES);
                      throw new IOException("broke off");
                    }));
    assertNothingIsThere();
  }

  private void assertNothingIsThere() {
    assertThat(folder.resolve("cache/blobs/sha256")).isEmptyDirectory();
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
  }

  @Test
  void unpacksALayerOnce() throws Exception {
    var tar = new byte[10_000];
    var blob = put(TestImage.zip(tar));

    var plain = cache.tar(Digest.of(tar), named(blob), blob, "test");
    assertThat(plain).hasBinaryContent(tar);
    Files.delete(blob);
    assertThat(cache.tar(Digest.of(tar), named(blob), blob, "test")).isEqualTo(plain);
  }

  @Test
  void aTarOfAnotherBlobDoesNotVouchForThisOne() throws Exception {
    var tar = new byte[10_000];
    var good = put(TestImage.zip(tar));
    cache.tar(Digest.of(tar), named(good), good, "good");
    var other = put(TestImage.zip(new byte[10_001]));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> cache.tar(Digest.of(tar), named(other), other, "other"))
        .withMessageStartingWith("other, unpacked, has the digest");
  }

  private static Digest named(Path blob) {
    return new Digest(blob.getFileName().toString());
  }

  @Test
  void aThousandUsesAtOnceFetchOnce() throws Exception {
    var fetched = new AtomicInteger();
    var threads = Executors.newFixedThreadPool(16);
    try {
      Callable<Path> use =
          () ->
              cache.blob(
                  DIGEST,
                  "test",
                  file -> {
                    fetched.incrementAndGet();
                    return Digest.of(Files.write(file, BYTES));
                  });
      var uses = IntStream.range(0, 1000).mapToObj(i -> use).toList();
      for (var result : threads.invokeAll(uses)) {
        assertThat(result.get()).hasBinaryContent(BYTES);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fetched).hasValue(1);
  }

  /** What others see: every file is whole, however many write it over and over. */
  @Test
  void processesAndClassLoadersShareOneFolder() throws Exception {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  CacheRacer.class.getName(),
                  folder.resolve("cache").toString())
              .inheritIO()
              .start());
    }
    var other = Executors.newSingleThreadExecutor();
    try {
      var race = other.submit(this::raceInAClassLoaderOfItsOwn);
      CacheRacer.main(folder.resolve("cache").toString());
      race.get();
    } finally {
      other.shutdownNow();
    }
    for (var process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
  }

  private Object raceInAClassLoaderOfItsOwn() throws Exception {
    var urls = new ArrayList<java.net.URL>();
    for (var path : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      urls.add(Path.of(path).toUri().toURL());
    }
    try (var loader =
        new URLClassLoader(
            urls.toArray(java.net.URL[]::new), ClassLoader.getPlatformClassLoader())) {
      var racer = loader.loadClass(CacheRacer.class.getName());
      assertThat(racer).isNotEqualTo(CacheRacer.class);
      var main = racer.getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      return main.invoke(null, (Object) new String[] {folder.resolve("cache").toString()});
    }
  }

  @Test
  void cleansWhatNobodyUsedForLong() throws Exception {
    var old = aged(put(new byte[1000]), 31);
    var used = aged(put(new byte[2000]), 31);
    put(new byte[2000]);
    var recent = aged(put(new byte[3000]), 29);

    cache.clean(5_999, Duration.ofDays(30));
    assertThat(old).doesNotExist();
    assertThat(used).exists();
    assertThat(recent).exists();
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
  }

  @Test
  void cleansNothingWhileTheCacheIsSmall() throws Exception {
    var old = aged(put(new byte[1000]), 400);

    cache.clean(1000, Duration.ofDays(30));
    assertThat(old).exists();
  }

  @Test
  void neverCleansWhatABuildMayUseNow() throws Exception {
    var young = put(new byte[1000]);
    var old = aged(put(new byte[2000]), 2);

    cache.clean(0, Duration.ZERO);
    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void cleansWhatBrokenBuildsLeft() throws Exception {
    var tmp = Files.createDirectories(folder.resolve("cache/tmp"));
    var left = tmp.resolve("01234567-0123-0123-0123-0123456789ab");
    aged(Files.write(left, BYTES), 2);
    var running = Files.write(tmp.resolve("01234567-0123-0123-0123-0123456789ac"), BYTES);

    cache.clean(Long.MAX_VALUE, Duration.ofDays(30));
    assertThat(left).doesNotExist();
    assertThat(running).exists();
  }

  @Test
  void cleansNothingThatIsNotItsOwn() throws Exception {
    put(BYTES);
    var strangers = List.of("letter.txt", "layers/letter.txt", "blobs/sha256/letter", "tmp/letter");
    for (var name : strangers) {
      var file = folder.resolve("cache").resolve(name);
      Files.createDirectories(file.getParent());
      aged(Files.write(file, BYTES), 400);
    }

    cache.clean(0, Duration.ZERO);
    assertThat(strangers).allSatisfy(name -> assertThat(folder.resolve("cache/" + name)).exists());
  }

  @Test
  void cleaningACacheThatIsNotThereIsNothing() throws Exception {
    cache.clean(0, Duration.ZERO);
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, XDG_CACHE_HOME, /x, /x/whittle",
    "Linux, XDG_CACHE_HOME, relative, /home/me/.cache/whittle",
    "Linux, LOCALAPPDATA, /x, /home/me/.cache/whittle",
    "Mac OS X, XDG_CACHE_HOME, /x, /x/whittle",
    "Mac OS X, NONE, x, /home/me/Library/Caches/whittle",
    "Windows 11, LOCALAPPDATA, /x, /x/whittle/cache",
    "Windows 11, NONE, x, /home/me/.cache/whittle",
  })
  void liesWhereTheSystemWantsCaches(String system, String name, String value, String expected) {
    assertThat(BlobCache.usualFolder(Map.of(name, value), system, Path.of("/home/me")))
        .isEqualTo(Path.of(expected));
  }
}
