package io.github.whittle.content;

import io.github.whittle.config.RuntimeItem;
import io.github.whittle.jvm.Application;
import io.github.whittle.jvm.FlagModules;
import io.github.whittle.jvm.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All flags that the runtime of an image will hear, from wherever it hears them. */
record RuntimeFlags(RuntimeItem item, Scene scene) {
  /** The modules of the JDK that they need, each with the flag. */
  Map<String, String> modules(Jdk source) {
    var modules = new TreeMap<>(FlagModules.of(flags()));
    for (var variable : FlagModules.VARIABLES) {
      var text = scene.environment().getOrDefault(variable, "");
      FlagModules.of(List.of(text))
          .forEach((module, flag) -> modules.putIfAbsent(module, variable + ": " + flag));
    }
    modules.keySet().retainAll(source.modules().keySet());
    return modules;
  }

  private List<String> flags() {
    var flags = new ArrayList<>(item.options());
    if (scene.command().isEmpty()) {
      scene
          .application()
          .flatMap(Application::command)
          .ifPresent(command -> flags.addAll(command.jvmFlags()));
    }
    flags.addAll(scene.command());
    return flags;
  }
}
