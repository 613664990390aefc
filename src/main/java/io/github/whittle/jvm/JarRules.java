package io.github.whittle.jvm;

import io.github.whittle.config.ClassStrip;
import io.github.whittle.config.Jars;
import io.github.whittle.image.Platform;
import java.util.function.Predicate;

/**
 * What becomes of the jars of an application.
 *
 * @param form how they are written
 * @param classes what goes out of the class files in them
 * @param variables which of these keep names of variables
 * @param platform native libraries for others leave
 * @param keep whether an entry, named {@code a.jar!/b/c.dll}, stays whatever it is
 */
record JarRules(
    Jars form,
    ClassStrip classes,
    KeptVariables variables,
    Platform platform,
    Predicate<String> keep) {}
