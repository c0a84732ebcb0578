package io.cooperage.server.layout;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Something that a layout must respect, with its values. */
public sealed interface Constraint {
  /** For people, without a full stop. */
  String describe();

  /** Whether it is about services wherever they are, so that machines change nothing about it. */
  default boolean concernsServices() {
    return this instanceof AtLeast
        || this instanceof AtMost
        || this instanceof OnHardware
        || this instanceof OnImage
        || this instanceof MustCoexist
        || this instanceof CantCoexist;
  }

  /** How many machines were asked for. */
  record Machines(int machines, int existing) implements Constraint {
    @Override
    public String describe() {
      return existing == 0
          ? "the cluster has " + count(machines)
          : "%s to add to %d existing".formatted(count(machines), existing);
    }
  }

  /** Machines that are there, and what they carry. */
  record Present(int count, Set<String> services, String hardwaretype, String imagetype)
      implements Constraint {
    @Override
    public String describe() {
      return "%s of hardware type \"%s\" and image type \"%s\" %s %s already"
          .formatted(
              Constraint.count(count),
              hardwaretype,
              imagetype,
              count == 1 ? "carries" : "carry",
              names(services));
    }
  }

  /** Machines that leave the cluster; their numbers, if the caller chose them. */
  record Leaving(int leaving, int machines, Set<Integer> numbers) implements Constraint {
    @Override
    public String describe() {
      String which = numbers.isEmpty() ? "" : " (" + new TreeSet<>(numbers) + ")";
      return "%d of %s%s %s"
          .formatted(leaving, Constraint.count(machines), which, leaving == 1 ? "leaves" : "leave");
    }
  }

  /** No machine is without a service. */
  record NoEmptyMachine(Set<String> services) implements Constraint {
    @Override
    public String describe() {
      return "every machine carries at least one of the services " + names(services);
    }
  }

  /** The template's bounds on the size of the cluster. */
  record Size(String template, Optional<Integer> min, Optional<Integer> max) implements Constraint {
    @Override
    public String describe() {
      return "template \"%s\" allows %s machines".formatted(template, range(min, max));
    }
  }

  /** A service runs on at least so many machines. */
  record AtLeast(String service, int min, boolean byDefault) implements Constraint {
    @Override
    public String describe() {
      return byDefault
          ? "service \"%s\" runs on at least 1 machine (it is in the cluster)".formatted(service)
          : "service \"%s\" runs on at least %s (quantities.min)".formatted(service, count(min));
    }
  }

  /** A service runs on at most so many machines. */
  record AtMost(String service, int max) implements Constraint {
    @Override
    public String describe() {
      return "service \"%s\" runs on at most %s (quantities.max)".formatted(service, count(max));
    }
  }

  /** A service accepts only these hardware types. */
  record OnHardware(String service, Set<String> hardwareTypes) implements Constraint {
    @Override
    public String describe() {
      return "service \"%s\" needs a hardware type of %s".formatted(service, names(hardwareTypes));
    }
  }

  /** A service accepts only these image types. */
  record OnImage(String service, Set<String> imageTypes) implements Constraint {
    @Override
    public String describe() {
      return "service \"%s\" needs an image type of %s".formatted(service, names(imageTypes));
    }
  }

  /** A machine carries all of them or none. */
  record MustCoexist(Set<String> services) implements Constraint {
    @Override
    public String describe() {
      return "services %s share their machines (mustcoexist)".formatted(names(services));
    }
  }

  /** No machine carries all of them. */
  record CantCoexist(Set<String> services) implements Constraint {
    @Override
    public String describe() {
      return "services %s never share a machine all together (cantcoexist)"
          .formatted(names(services));
    }
  }

  /** A service that no constraint names. */
  record Everywhere(String service) implements Constraint {
    @Override
    public String describe() {
      return "service \"%s\" goes on every machine (no constraint names it)".formatted(service);
    }
  }

  /** The hardware types that are left for the machines of the cluster. */
  record AllowedHardware(String template, String provider, Set<String> hardwareTypes)
      implements Constraint {
    @Override
    public String describe() {
      return "the hardware types for this cluster (compatible with template \"%s\", with a flavor"
              .formatted(template)
          + " for provider \"%s\", as asked for) are %s".formatted(provider, names(hardwareTypes));
    }
  }

  /** The image types that are left for the machines of the cluster. */
  record AllowedImages(String template, String provider, Set<String> imageTypes)
      implements Constraint {
    @Override
    public String describe() {
      return "the image types for this cluster (compatible with template \"%s\", with an image"
              .formatted(template)
          + " for provider \"%s\", as asked for) are %s".formatted(provider, names(imageTypes));
    }
  }

  /** A type that was asked for, or all of them, cannot be used. {@code kind}: hardware, image. */
  record NoType(
      String kind,
      String template,
      String provider,
      Optional<String> asked,
      Set<String> compatible,
      Set<String> available)
      implements Constraint {
    @Override
    public String describe() {
      String facts =
          "template \"%s\" is compatible with %s, provider \"%s\" has %s"
              .formatted(
                  template,
                  compatible.isEmpty() ? "all" : names(compatible),
                  provider,
                  available.isEmpty() ? "none" : names(available));
      return asked
          .map(type -> "%s type \"%s\" cannot be used: %s".formatted(kind, type, facts))
          .orElse("there is no %s type to use: %s".formatted(kind, facts));
    }
  }

  /** There is nothing to lay out. */
  record NoServices(String template) implements Constraint {
    @Override
    public String describe() {
      return "the cluster of template \"%s\" has no services; name at least one"
          .formatted(template);
    }
  }

  /** A service that is not in the catalogue. */
  record UnknownService(String service) implements Constraint {
    @Override
    public String describe() {
      return "service \"%s\" does not exist".formatted(service);
    }
  }

  /** A service that the template does not allow. */
  record IncompatibleService(String service, String template, Set<String> compatible)
      implements Constraint {
    @Override
    public String describe() {
      return "service \"%s\" is not compatible with template \"%s\", which allows %s"
          .formatted(service, template, names(compatible));
    }
  }

  /** Nothing in the cluster is or provides what a service requires. */
  record MissingRequirement(String service, String requirement, Set<String> services)
      implements Constraint {
    @Override
    public String describe() {
      return "service \"%s\" requires \"%s\", which none of %s is or provides"
          .formatted(service, requirement, names(services));
    }
  }

  /** Two services that cannot be in one cluster. */
  record Conflict(String service, String other) implements Constraint {
    @Override
    public String describe() {
      return "service \"%s\" conflicts with \"%s\"; leave one of them out"
          .formatted(service, other);
    }
  }

  private static String count(int machines) {
    return machines == 1 ? "1 machine" : machines + " machines";
  }

  private static String names(Set<String> names) {
    return "[" + String.join(", ", new TreeSet<>(names)) + "]";
  }

  private static String range(Optional<Integer> min, Optional<Integer> max) {
    if (min.isPresent() && max.isPresent()) {
      return min.get() + " to " + max.get();
    }
    return min.map(bound -> "at least " + bound)
        .or(() -> max.map(bound -> "at most " + bound))
        .orElse("any number of");
  }
}
