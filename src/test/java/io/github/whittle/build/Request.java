package io.github.whittle.build;

import io.github.whittle.archive.LayerCompression.Type;
import io.github.whittle.base.BlobCache;
import io.github.whittle.config.ApplicationItem;
import io.github.whittle.config.ArtifactItem;
import io.github.whittle.config.Base;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Cache;
import io.github.whittle.config.ClassStrip;
import io.github.whittle.config.Compression;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.Container;
import io.github.whittle.config.ContainerizingMode;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.Coordinates;
import io.github.whittle.config.CopyItem;
import io.github.whittle.config.DirectoryItem;
import io.github.whittle.config.Entrypoint;
import io.github.whittle.config.FileItem;
import io.github.whittle.config.From;
import io.github.whittle.config.Healthcheck;
import io.github.whittle.config.InsecureRegistries;
import io.github.whittle.config.ItemStrip;
import io.github.whittle.config.Jars;
import io.github.whittle.config.KeepDebug;
import io.github.whittle.config.LibrariesItem;
import io.github.whittle.config.LibrarySource;
import io.github.whittle.config.LinkItem;
import io.github.whittle.config.Mode;
import io.github.whittle.config.Optimize;
import io.github.whittle.config.Owner;
import io.github.whittle.config.Pack;
import io.github.whittle.config.PathPattern;
import io.github.whittle.config.Push;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.config.SecretExempt;
import io.github.whittle.config.Secrets;
import io.github.whittle.config.Slim;
import io.github.whittle.config.SourcePath;
import io.github.whittle.config.Strip;
import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.config.Template;
import io.github.whittle.config.TimeSpan;
import io.github.whittle.config.To;
import io.github.whittle.config.TraceRun;
import io.github.whittle.config.User;
import io.github.whittle.config.VerifyRun;
import io.github.whittle.config.Where;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.jvm.ToolJdk;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.supply.Checkout;
import io.github.whittle.supply.Workshop;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a user asks for, said in few words. */
final class Request {
  private Optional<Healthcheck> healthcheck = Optional.empty();
  private Map<String, String> annotations = Map.of();
  private Map<String, String> facts = Map.of();
  private final Path folder;
  private final List<ContentItem> contents = new ArrayList<>();
  private final Map<String, Path> repository = new HashMap<>();
  final RecordedProgress log = new RecordedProgress();
  private List<Platform> platforms = List.of(Platform.of("linux", "amd64"));
  private Optional<Entrypoint> entrypoint = Optional.empty();
  private List<String> args = List.of();
  private Map<String, String> environment = Map.of();
  private Map<String, String> labels = Map.of();
  private Optional<ImageReference> image = Optional.empty();
  private Base base = new Base(Optional.empty());
  private boolean flatten;
  private BuildWorld.Bases bases;
  private Optional<User> user = Optional.empty();
  private Format format = Format.OCI;
  private Type compression = Type.GZIP;
  private Slim slim = Slim.none();
  private Secrets secrets = Secrets.parse("warn");
  private boolean checkLibraries = true;
  private Optional<Path> upx = Optional.empty();
  private boolean tar;
  private JavaProject project =
      new JavaProject(
          "pom", Path.of("classes"), Path.of("target/app.pom"), Optional.empty(), List.of());
  private ContainerizingMode mode = ContainerizingMode.EXPLODED;
  private List<String> jvmFlags = List.of();
  private Optional<String> mainClass = Optional.empty();
  private List<String> extraClasspath = List.of();
  private boolean expandClasspath;
  private Optional<Jars> jars = Optional.empty();
  private Optional<Path> source = Optional.empty();
  private Optional<TreePath> appRoot = Optional.empty();
  private ClassStrip classes = ClassStrip.NONE;
  private ClassStrip dependencyClasses = ClassStrip.NONE;
  private List<String> keep = List.of();
  private Optimize optimize = Optimize.PULL;
  private Binaries binaries = Binaries.ALL;
  private Optional<Binaries> itemBinaries = Optional.empty();
  private KeepDebug keepDebug = new KeepDebug(false, Optional.empty());
  private boolean attachDebug;
  private int threads = 2;
  private boolean documents;
  private List<String> licenses = List.of();
  private Optional<Checkout> checkout = Optional.empty();

  Request(Path folder) {
    this.folder = folder;
  }

  Request documents() {
    documents = true;
    return this;
  }

  Request licenses(String... names) {
    licenses = List.of(names);
    return this;
  }

  Request checkout(Checkout other) {
    checkout = Optional.of(other);
    return this;
  }

  Request slim(Slim other) {
    slim = other;
    return this;
  }

  Request secrets(Secrets.Mode mode, String... exceptions) {
    secrets = new Secrets(mode, List.of(exceptions).stream().map(SecretExempt::parse).toList());
    return this;
  }

  Request file(String source, String target) {
    return file(source, target, Optional.empty(), "0:0");
  }

  Request file(String source, String target, String mode, String owner) {
    return file(source, target, Optional.of(Mode.parse(mode)), owner);
  }

  private Request file(String source, String target, Optional<Mode> mode, String owner) {
    return add(
        new FileItem(
            where("file"),
            path(source),
            new TreePath(target),
            mode,
            Owner.parse(owner),
            strip(),
            Optional.empty()));
  }

  Request directory(String source, String target, List<String> includes, List<String> excludes) {
    return directory(source, target, includes, excludes, Optional.empty(), "0:0");
  }

  Request directory(String source, String target) {
    return directory(source, target, List.of(), List.of());
  }

  Request directory(String source, String target, String directoryMode, String owner) {
    var mode = Optional.of(Mode.parse(directoryMode));
    return directory(source, target, List.of(), List.of(), mode, owner);
  }

  private Request directory(
      String source,
      String target,
      List<String> includes,
      List<String> excludes,
      Optional<Mode> directoryMode,
      String owner) {
    return add(
        new DirectoryItem(
            where("directory"),
            path(source),
            TreePath.parse(target),
            includes,
            excludes,
            Optional.empty(),
            directoryMode,
            Owner.parse(owner),
            strip(),
            Optional.empty()));
  }

  Request artifact(String coordinates, String target, Map<String, Path> files) {
    repository.putAll(files);
    return add(
        new ArtifactItem(
            where("artifact"),
            Template.parse(coordinates),
            new TreePath(target),
            Optional.empty(),
            false,
            strip(),
            Optional.empty()));
  }

  Request link(String target, String to) {
    return add(new LinkItem(where("link"), new TreePath(target), to));
  }

  /**
   * @param from {@code host}, or the layout of an image
   */
  Request libraries(String from, String nss, String gconv, String locales) {
    var source =
        from.equals("host")
            ? new LibrarySource(Optional.empty())
            : new LibrarySource(Optional.of(BaseReference.parse("oci://" + from, folder)));
    return add(
        new LibrariesItem(where("libraries"), source, words(nss), words(gconv), words(locales)));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  /** Paths of an image with their libraries. */
  Request copy(Path layout, String... paths) {
    return add(
        new CopyItem(
            where("copy"),
            Base.parse("oci://" + layout, folder),
            Stream.of(paths).map(TreePath::new).toList(),
            Optional.empty(),
            true,
            Optional.empty()));
  }

  /**
   * A program that is packed.
   *
   * @param program that takes the place of upx
   */
  Request packed(String source, String target, Path program) {
    upx = Optional.of(program);
    return add(
        new FileItem(
            where("file"),
            path(source),
            new TreePath(target),
            Optional.empty(),
            Owner.parse("0:0"),
            strip(),
            Optional.of(Pack.UPX)));
  }

  /** Where images come from that the contents name. */
  Request images(BuildWorld.Bases source) {
    bases = source;
    return this;
  }

  /** Whose image it is, without its application. */
  Request project(JavaProject maven) {
    project = maven;
    return this;
  }

  /** The application of a project. */
  Request application(JavaProject maven) {
    project = maven;
    return add(new ApplicationItem(where("application"), source, jars, dependencyClasses, keep));
  }

  Request stripClasses(ClassStrip own) {
    classes = own;
    return this;
  }

  /** Before {@link #application}. */
  Request stripDependencies(ClassStrip theirs) {
    dependencyClasses = theirs;
    return this;
  }

  /** Before {@link #application}. */
  Request keep(String... patterns) {
    keep = List.of(patterns);
    return this;
  }

  /** Before {@link #application}. */
  Request source(String file) {
    source = Optional.of(folder.resolve(file));
    return this;
  }

  Request appRoot(String path) {
    appRoot = Optional.of(new TreePath(path));
    return this;
  }

  /** Before {@link #application}. */
  Request jars(Jars form) {
    jars = Optional.of(form);
    return this;
  }

  Request optimize(Optimize which) {
    optimize = which;
    return this;
  }

  Request runtime(boolean cds, String... modules) {
    return add(
        new RuntimeItem(
            where("runtime"),
            Optional.empty(),
            List.of(modules),
            Optional.empty(),
            cds,
            true,
            true,
            true,
            false,
            List.of()));
  }

  Request packaged() {
    mode = ContainerizingMode.PACKAGED;
    return this;
  }

  Request jvmFlags(String... flags) {
    jvmFlags = List.of(flags);
    return this;
  }

  Request mainClass(String name) {
    mainClass = Optional.of(name);
    return this;
  }

  Request extraClasspath(String... elements) {
    extraClasspath = List.of(elements);
    return this;
  }

  Request expandClasspath() {
    expandClasspath = true;
    return this;
  }

  Request platforms(String... names) {
    platforms = List.of(names).stream().map(Platform::parse).toList();
    return this;
  }

  Request entrypoint(String... words) {
    entrypoint = Optional.of(Entrypoint.of(List.of(words)));
    return this;
  }

  Request args(String... words) {
    args = List.of(words);
    return this;
  }

  Request environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  Request labels(Map<String, String> named) {
    labels = named;
    return this;
  }

  Request base(Path layout, BuildWorld.Bases source) {
    return base("oci://" + layout, source);
  }

  Request base(String reference, BuildWorld.Bases source) {
    base = Base.parse(reference, folder);
    bases = source;
    return this;
  }

  /** Leaves out what patterns name. */
  Request remove(String... patterns) {
    slim =
        new Slim(
            Slim.Mode.OFF,
            List.of(),
            List.of(),
            Stream.of(patterns).map(PathPattern::parse).toList(),
            List.of(),
            Optional.empty(),
            false,
            false);
    return this;
  }

  Request flatten() {
    flatten = true;
    return this;
  }

  Request user(String name) {
    user = Optional.of(new User(name));
    return this;
  }

  Request image(String name) {
    image = Optional.of(ImageReference.parse(name));
    return this;
  }

  Request docker() {
    format = Format.DOCKER;
    return this;
  }

  Request zstd() {
    compression = Type.ZSTD;
    return this;
  }

  Request withoutLibraryCheck() {
    checkLibraries = false;
    return this;
  }

  Request tar() {
    tar = true;
    return this;
  }

  Request strip(Binaries what) {
    binaries = what;
    return this;
  }

  /** For the items that follow. */
  Request stripItems(Binaries what) {
    itemBinaries = Optional.of(what);
    return this;
  }

  Request keepDebug() {
    keepDebug = new KeepDebug(true, Optional.empty());
    return this;
  }

  Request attachDebug() {
    attachDebug = true;
    return this;
  }

  private Optional<ItemStrip> strip() {
    return itemBinaries.map(what -> new ItemStrip(Optional.of(what)));
  }

  Request threads(int count) {
    threads = count;
    return this;
  }

  Request healthcheck(Healthcheck check) {
    healthcheck = Optional.of(check);
    return this;
  }

  /** What the user wants to be said of the image. */
  Request annotations(Map<String, String> wanted) {
    annotations = wanted;
    return this;
  }

  /** What the project says of itself. */
  Request facts(Map<String, String> ofProject) {
    facts = ofProject;
    return this;
  }

  BuiltImage build() throws IOException, RegistryException {
    return new ImageBuild(configuration(), world()).run();
  }

  private Path output() {
    return folder.resolve("target/whittle");
  }

  private Request add(ContentItem item) {
    contents.add(item);
    return this;
  }

  /** The line is the number of the item. */
  private Where where(String tag) {
    return new Where("pom.xml", contents.size() + 1, "<" + tag + ">");
  }

  private SourcePath path(String source) {
    return new SourcePath(folder, Template.parse(source));
  }

  private TraceRun traceRun() {
    return new TraceRun(
        Optional.empty(),
        Map.of(),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        TimeSpan.parse("1 min"),
        0,
        folder.resolve("app.trace"));
  }

  Configuration configuration() {
    return new Configuration(
        new From(base, platforms, flatten, Optional.empty(), Optional.empty()),
        new To(image, List.of(), Optional.empty(), Optional.empty()),
        contents,
        new Container(
            entrypoint,
            args,
            environment,
            List.of(),
            List.of(),
            labels,
            user,
            Optional.empty(),
            Optional.empty(),
            format,
            Optional.empty(),
            jvmFlags,
            mainClass,
            appRoot,
            extraClasspath,
            expandClasspath,
            healthcheck,
            annotations,
            false),
        mode,
        slim,
        new Strip(binaries, classes, keepDebug, attachDebug),
        secrets,
        new Compression(compression, Optional.empty()),
        optimize,
        traceRun(),
        new VerifyRun(
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TimeSpan.parse("1 min"),
            false),
        new Push(false, false, true),
        documents,
        documents,
        output(),
        Cache.usual(),
        false,
        tar,
        checkLibraries,
        upx,
        InsecureRegistries.of(List.of()),
        Optional.empty());
  }

  private BuildWorld world() {
    return new BuildWorld(
        Instant.ofEpochSecond(1),
        project,
        Instant::now,
        coordinates -> repository.get(coordinates.toString()),
        bases,
        new ToolJdk(Path.of(System.getProperty("java.home")), this::made),
        threads,
        facts,
        new Workshop(
            Coordinates.parse("ex:app:1"),
            List.of(),
            "0.1",
            folder,
            file -> licenses,
            () -> checkout),
        log);
  }

  private Path made(Digest key, ToolJdk.Maker maker) throws IOException {
    return new BlobCache(folder.resolve("cache"), log).made(key, maker::writeTo);
  }

  static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
