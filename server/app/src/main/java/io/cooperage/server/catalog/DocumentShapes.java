package io.cooperage.server.catalog;

import static io.cooperage.server.catalog.Shapes.optional;
import static io.cooperage.server.catalog.Shapes.required;

import io.cooperage.api.EntityKind;
import io.cooperage.server.catalog.Shapes.Field;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The shape of each kind of document, in the JSON form of the original system. */
final class DocumentShapes {
  private static final Map<EntityKind, Shape> SHAPES = shapes();

  private DocumentShapes() {}

  static Shape of(EntityKind kind) {
    return SHAPES.get(kind);
  }

  private static Map<EntityKind, Shape> shapes() {
    Map<EntityKind, Shape> shapes = new EnumMap<>(EntityKind.class);
    for (EntityKind kind : EntityKind.values()) {
      shapes.put(kind, shape(kind));
    }
    return shapes;
  }

  private static Shape shape(EntityKind kind) {
    return switch (kind) {
      case PROVIDER ->
          document(
              required("providertype", Shapes.name()),
              optional("provisioner", Shapes.map(Shapes.anything())),
              optional("workerLabels", Shapes.workerLabels()));
      case HARDWARETYPE, IMAGETYPE ->
          document(optional("providermap", Shapes.map(Shapes.map(Shapes.scalar()))));
      case SERVICE -> service();
      case CLUSTERTEMPLATE ->
          document(
              with(
                  template(),
                  optional("extends", reference()),
                  optional("includes", Shapes.list(reference()))));
      case PARTIALTEMPLATE -> document(with(template(), optional("immutable", Shapes.flag())));
      case PROVIDERTYPE, AUTOMATORTYPE -> plugin();
    };
  }

  private static Shape document(Field... own) {
    return Shapes.object(
        with(
            new Field[] {
              required("name", Shapes.name()),
              optional("label", Shapes.text()),
              optional("description", Shapes.text()),
              optional("icon", Shapes.text()),
              optional("version", Shapes.count())
            },
            own));
  }

  private static Shape service() {
    Set<String> actions =
        new LinkedHashSet<>(
            Arrays.asList("install", "configure", "initialize", "start", "stop", "remove"));
    Shape action =
        Shapes.object(
            required("type", Shapes.name()), optional("fields", Shapes.map(Shapes.anything())));
    Shape needs =
        Shapes.object(optional("requires", Shapes.names()), optional("uses", Shapes.names()));
    return document(
        optional(
            "dependencies",
            Shapes.object(
                optional("provides", Shapes.names()),
                optional("conflicts", Shapes.names()),
                optional("install", needs),
                optional("runtime", needs))),
        optional("provisioner", Shapes.object(optional("actions", Shapes.map(actions, action)))),
        optional("links", links()));
  }

  private static Field[] template() {
    return new Field[] {
      optional("defaults", defaults()),
      optional(
          "compatibility",
          Shapes.object(
              optional("services", Shapes.names()),
              optional("hardwaretypes", Shapes.names()),
              optional("imagetypes", Shapes.names()))),
      optional("constraints", constraints()),
      optional(
          "administration",
          Shapes.object(
              optional(
                  "leaseduration",
                  Shapes.object(
                      optional("initial", Shapes.leaseTime()),
                      optional("max", Shapes.leaseTime()),
                      optional("step", Shapes.leaseTime()))))),
      optional("links", links())
    };
  }

  private static Shape defaults() {
    return Shapes.object(
        optional("services", Shapes.names()),
        optional("provider", Shapes.name()),
        optional("hardwaretype", Shapes.name()),
        optional("imagetype", Shapes.name()),
        optional("dnsSuffix", Shapes.text()),
        optional("config", Shapes.anyObject()));
  }

  private static Shape constraints() {
    Shape bounds = Shapes.object(optional("min", Shapes.count()), optional("max", Shapes.count()));
    return Shapes.object(
        optional(
            "layout",
            Shapes.object(
                optional("mustcoexist", Shapes.list(Shapes.names())),
                optional("cantcoexist", Shapes.list(Shapes.names())))),
        optional(
            "services",
            Shapes.map(
                Shapes.object(
                    optional("hardwaretypes", Shapes.names()),
                    optional("imagetypes", Shapes.names()),
                    optional("quantities", bounds)))),
        optional("size", bounds));
  }

  private static Shape links() {
    return Shapes.list(
        Shapes.object(optional("label", Shapes.text()), required("url", Shapes.text())));
  }

  private static Shape reference() {
    return Shapes.object(required("name", Shapes.name()));
  }

  private static Shape plugin() {
    Shape field =
        Shapes.object(
            optional("label", Shapes.text()),
            optional("type", Shapes.text()),
            optional("tip", Shapes.text()),
            optional("default", Shapes.anything()),
            optional("override", Shapes.flag()),
            optional("sensitive", Shapes.flag()),
            optional("options", Shapes.list(Shapes.scalar())));
    Shape group =
        Shapes.object(
            optional("fields", Shapes.map(field)),
            optional("required", Shapes.list(Shapes.names())));
    return document(
        optional("parameters", Shapes.object(optional("admin", group), optional("user", group))),
        optional(
            "resourceTypes",
            Shapes.map(
                Shapes.object(
                    required("format", Shapes.oneOf("file", "archive")),
                    optional("permissions", Shapes.permissions())))));
  }

  private static Field[] with(Field[] fields, Field... more) {
    return Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toArray(Field[]::new);
  }
}
