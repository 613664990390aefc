package io.github.whittle.build;

import io.github.whittle.config.Configuration;
import io.github.whittle.config.Signal;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.tree.TreePath;

/** What {@code <container>} tells a runtime, but for the program that is started. */
record RuntimeSettings(Configuration configuration) {
  /** The base's configuration with what the user says before it. */
  ImageConfig put(ImageConfig base) {
    var container = configuration.container();
    var config =
        base.withCommand(container.args())
            .withEnvironment(JavaEnvironment.of(configuration.contents(), base.environment()))
            .withEnvironment(container.environment())
            .withPorts(container.exposedPorts())
            .withVolumes(container.volumes().stream().map(TreePath::value).toList())
            .withLabels(container.labels());
    config = configuration.user().map(config::withUser).orElse(config);
    config =
        container
            .workingDirectory()
            .map(TreePath::value)
            .map(config::withWorkingDirectory)
            .orElse(config);
    config = container.stopSignal().map(Signal::name).map(config::withStopSignal).orElse(config);
    return container.healthcheck().isEmpty()
        ? config
        : Healthchecks.put(container.healthcheck().get(), config);
  }
}
