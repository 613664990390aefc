package io.github.whittle.supply;

import io.github.whittle.archive.FileUri;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Decision.Action;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Says of every file of an image what it is: whoever knows it first. */
final class Stocktaking {
  /**
   * The library makes spaces of control characters, and UTF-8 question marks of bytes that are none
   * of it: two names would be one.
   */
  private static final Pattern UNTELLABLE = Pattern.compile("[\\p{Cntrl}\\uDC80-\\uDCFF]");

  private final Subject subject;
  private final FilesOfImage files;
  private final Distribution distribution;
  private final boolean ownsOurs;
  private final Optional<Distribution> before;
  private final JavaRuntimes runtimes;
  private final List<Owners> owners;
  private final TreeMap<String, Part> parts = new TreeMap<>();
  private final Map<TreePath, String> refs = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private Stocktaking(Subject subject, Knowledge knowledge, FilesOfImage files) throws IOException {
    this.subject = subject;
    this.files = files;
    this.distribution = Distribution.of(subject.tree());
    this.before =
        knowledge.rewritten().isEmpty()
            ? Optional.empty()
            : Optional.of(Distribution.of(knowledge.rewritten().get().tree()));
    this.ownsOurs = distribution.isAmong(subject.items().keySet());
    this.runtimes = JavaRuntimes.of(subject.tree());
    this.owners =
        List.of(
            new MavenFiles(subject, knowledge),
            new ForeignPackages(subject.items(), knowledge.images()),
            this::packaged,
            runtimes,
            this::file);
  }

  static Inventory of(Subject subject, Knowledge knowledge, FilesOfImage files) throws IOException {
    return new Stocktaking(subject, knowledge, files).take();
  }

  private Inventory take() throws IOException {
    for (var e : subject.tree().entries().entrySet()) {
      if (!(e.getValue() instanceof Entry.Directory)) {
        take(e.getKey(), e.getValue());
      }
    }
    distribution.system().ifPresent(this::put);
    runtimes.modules().values().stream().filter(this::isNeeded).forEach(this::put);
    var gone = new TreeSet<String>();
    var sums = sums(gone);
    parts.replaceAll((ref, part) -> noted(part, sums.get(ref)));
    return new Inventory(List.copyOf(parts.values()), Sums.of(subject.decisions()).notes(), gone);
  }

  private void take(TreePath path, Entry entry) throws IOException {
    var owner = owner(path);
    if (owner.isEmpty()) {
      return;
    }
    var part = owner.get();
    if (entry instanceof RegularFile) {
      part = facts(path, part);
    }
    put(part);
    refs.put(path, part.ref());
    counts.merge(part.ref(), 1, Integer::sum);
  }

  private Optional<Part> owner(TreePath path) throws IOException {
    for (var knows : owners) {
      var part = knows.of(path);
      if (part.isPresent()) {
        return part;
      }
    }
    return Optional.empty();
  }

  /** Not where something of ours took the place of a package's file. */
  private Optional<Part> packaged(TreePath path) {
    return subject.items().containsKey(path) && !ownsOurs
        ? Optional.empty()
        : distribution.owner(path);
  }

  private Optional<Part> file(TreePath path) throws IOException {
    if (!(subject.tree().entries().get(path) instanceof RegularFile)) {
      return Optional.empty();
    }
    var sha256 = files.facts(path).sha256();
    var name = UNTELLABLE.matcher(path.value()).replaceAll(Stocktaking::escaped);
    return Optional.of(
        Part.of(Part.Kind.FILE, FileUri.of(path.value()).toString(), "", name, "")
            .withHashes(Map.of(Part.SHA_256, sha256.hex())));
  }

  private static String escaped(MatchResult odd) {
    return "%%%02X".formatted(odd.group().charAt(0) & 0xff);
  }

  private Part facts(TreePath path, Part part) throws IOException {
    var facts = files.facts(path);
    var needs = new TreeSet<String>();
    for (var module : facts.modules()) {
      var made = module.part();
      if (!made.ref().equals(part.ref())) {
        put(made.at(path.value()));
        needs.add(made.ref());
      }
    }
    var named = part.hashes().get(Part.SHA_256);
    boolean isChanged = named != null && !named.equals(facts.sha256().hex());
    var known = isChanged ? part.withNote("sha256", facts.sha256().hex()) : part;
    var told = facts.unread().isEmpty() ? known : known.withNote("unread", facts.unread());
    return needs.isEmpty() ? told : told.withNeeds(needs);
  }

  private void put(Part part) {
    parts.merge(part.ref(), part, Part::joined);
  }

  private boolean isNeeded(Part module) {
    return parts.values().stream().anyMatch(part -> part.findings().needs().contains(module.ref()));
  }

  /** What was done to the files of each part. */
  private Map<String, Sums> sums(TreeSet<String> gone) {
    var sums = new HashMap<String, Sums>();
    for (var decision : subject.decisions()) {
      var ref = ref(decision);
      if (ref.isPresent() && parts.containsKey(ref.get())) {
        sums.computeIfAbsent(ref.get(), r -> new Sums()).add(decision);
      } else if (decision.action() == Action.REMOVED) {
        ref.ifPresent(gone::add);
      }
    }
    return sums;
  }

  private Optional<String> ref(Decision decision) {
    var file = decision.path().replaceFirst("!/.*", "");
    try {
      var path = subject.tree().resolve(new TreePath(file), false);
      return Optional.ofNullable(refs.get(path))
          .or(() -> runtimes.of(path).map(Part::ref))
          .or(() -> before.flatMap(there -> there.owner(new TreePath(file))).map(Part::ref));
    } catch (InvalidInputException e) {
      return Optional.empty(); // A name that no file can have.
    }
  }

  private Part noted(Part part, Sums sums) {
    var noted = part;
    if (part.kind() != Part.Kind.FILE && counts.containsKey(part.ref())) {
      noted = noted.withNote("files", Integer.toString(counts.get(part.ref())));
    }
    if (sums != null) {
      for (var note : sums.notes().entrySet()) {
        noted = noted.withNote(note.getKey(), note.getValue());
      }
    }
    return noted;
  }
}
