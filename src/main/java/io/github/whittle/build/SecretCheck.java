package io.github.whittle.build;

import io.github.whittle.base.BaseLayer;
import io.github.whittle.config.Container;
import io.github.whittle.config.PathPattern;
import io.github.whittle.config.Secrets;
import io.github.whittle.secrets.Finding;
import io.github.whittle.secrets.FindingsFile;
import io.github.whittle.secrets.SecretScan;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what looks like a secret in the configuration or any layer of an image, also in those of the
 * base, and also where a later layer hides it: who has the image has every layer.
 */
final class SecretCheck {
  private final Secrets settings;
  private final Progress progress;
  private final PathPattern.Any exceptions;
  private final ConfigSecrets ofConfig;

  /** Platforms share layers. */
  private final Map<FileTree, List<Finding>> scanned = new HashMap<>();

  SecretCheck(Secrets settings, Container container, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    this.exceptions = settings.paths();
    this.ofConfig = new ConfigSecrets(settings, container);
  }

  /**
   * @throws InvalidInputException with all findings, if the user wants the build to fail
   */
  void check(List<ImagePlan> plans) throws IOException {
    var sentences = new LinkedHashSet<String>();
    for (var plan : plans) {
      for (int i = 0; i < plan.below().size(); i++) {
        var layer = plan.below().get(i);
        var findings = findings(layer);
        if (!findings.isEmpty()) {
          var place = new Place("layer %s of the base".formatted(i + 1), layer.tree(), true);
          add(findings, place, plan, sentences);
        }
      }
      for (var layer : plan.layers()) {
        var place = new Place("the layer '%s'".formatted(layer.name()), layer.tree(), false);
        add(findings(layer.tree()), place, plan, sentences);
      }
      sentences.addAll(ofConfig.sentences(plan));
    }
    if (!sentences.isEmpty() && settings.mode() == Secrets.Mode.FAIL) {
      throw new InvalidInputException(String.join("\n", sentences));
    }
    sentences.forEach(progress::warn);
  }

  private void add(List<Finding> findings, Place place, ImagePlan plan, Set<String> sentences) {
    for (var finding : findings) {
      if (!exceptions.matches(finding.path())) {
        sentences.add(sentence(finding, place, plan));
      }
    }
  }

  /** A layer of a base is read once, in whatever build. */
  private static List<Finding> findings(BaseLayer layer) throws IOException {
    return FindingsFile.read(
        layer.remembered(
            SecretScan.rules(), file -> FindingsFile.write(SecretScan.of(layer.tree()), file)));
  }

  private List<Finding> findings(FileTree tree) throws IOException {
    var known = scanned.get(tree);
    if (known == null) {
      known = SecretScan.of(tree);
      scanned.put(tree, known);
    }
    return known;
  }

  /**
   * A layer that something was found in.
   *
   * @param name for people
   * @param untouched whether it is the base's, as it came
   */
  private record Place(String name, FileTree tree, boolean untouched) {
    /** Whether what a runtime shows there is this very file. */
    boolean shows(TreePath path, ImagePlan plan) {
      return plan.tree().entry(path).equals(tree.entry(path));
    }

    /** Whether no content put it there, so that none can leave it out. */
    boolean isOfBase(TreePath path, ImagePlan plan) {
      return untouched || !plan.items().containsKey(path);
    }
  }

  private static String sentence(Finding finding, Place place, ImagePlan plan) {
    return "'%s' in %s looks like %s%s; %s, or if it is meant to be there write <secrets><exceptions><path>%s</path></exceptions></secrets>"
        .formatted(
            finding.path(),
            place.name(),
            finding.kind(),
            place.shows(finding.path(), plan)
                ? ""
                : ", and whoever has the image can read it, though a later layer hides it",
            cure(finding.path(), place, plan),
            finding.path());
  }

  private static String cure(TreePath path, Place place, ImagePlan plan) {
    if (!place.isOfBase(path, plan)) {
      return "leave it out";
    }
    return place.shows(path, plan)
        ? "take another base, or write <slim><remove><path>%s</path></remove></slim>, which writes the base's layers anew without it"
            .formatted(path)
        : "write <from><flatten>true</flatten></from>";
  }
}
