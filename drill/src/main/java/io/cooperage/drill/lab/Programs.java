package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that this checkout builds, and how they are launched. */
final class Programs {

  private final Path checkout;

  Programs(Path checkout) {
    this.checkout = checkout.toAbsolutePath().normalize();
  }

  Path checkout() {
    return checkout;
  }

  /** The program's jar and its libraries, in a stable order. */
  Optional<String> classPath(String module, String artifact) {
    Path target = checkout.resolve(module).resolve("target");
    List<String> jars = new ArrayList<>();
    jars.addAll(list(target, artifact + "-"));
    if (jars.isEmpty()) {
      return Optional.empty();
    }
    jars.addAll(list(target.resolve("lib"), ""));
    return Optional.of(String.join(":", jars));
  }

  String serverClassPath() {
    return require("server/app", "cooperage-server");
  }

  String provisionerClassPath() {
    return require("provisioner", "cooperage-provisioner");
  }

  String drillClassPath() {
    return require("drill", "cooperage-drill");
  }

  private String require(String module, String artifact) {
    return classPath(module, artifact)
        .orElseThrow(
            () ->
                new LabException(
                    "%s is not built: there is no %s/target/%s-….jar."
                        .formatted(artifact, module, artifact),
                    "run `make build` in " + checkout));
  }

  private static List<String> list(Path directory, String prefix) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar") && !name.endsWith("-tests.jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
