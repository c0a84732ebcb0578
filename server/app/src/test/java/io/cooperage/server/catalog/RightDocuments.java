package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import java.nio.charset.StandardCharsets;

/** A document of each kind that uses every field there is. */
final class RightDocuments {
  private static final String TEMPLATE =
      """
      "name": "web", "label": "Web", "description": "Web servers", "icon": "web.png",
      "defaults": {"services": ["web"], "provider": "lab", "hardwaretype": "small",
        "imagetype": "debian", "dnsSuffix": "example.org", "config": {"a": {"b": [1, "%ip.self%"]}}},
      "compatibility": {"services": ["web", "db"], "hardwaretypes": ["small"], "imagetypes": []},
      "constraints": {
        "layout": {"mustcoexist": [["web", "log"]], "cantcoexist": [["web", "db"]]},
        "services": {"db": {"hardwaretypes": ["small"], "imagetypes": ["debian"],
          "quantities": {"min": 1, "max": "3"}}},
        "size": {"min": 1, "max": 10}},
      "administration": {"leaseduration": {"initial": "2d", "max": 0, "step": "12h"}},
      "links": [{"label": "Web", "url": "http://%ip.service.web%"}]
      """;
  private static final String PLUGIN =
      """
      {"name": "pool", "label": "Pool", "description": "", "icon": null,
       "parameters": {
         "admin": {"fields": {"pool": {"label": "Pool", "type": "text", "tip": "Which pool",
             "default": "lab", "override": false, "sensitive": false, "options": ["a", 1]}},
           "required": [["pool"]]},
         "user": {"fields": {}, "required": []}},
       "resourceTypes": {"script": {"format": "file", "permissions": "755"}}}
      """;

  private RightDocuments() {}

  static ObjectNode of(EntityKind kind) {
    String text =
        switch (kind) {
          case PROVIDER ->
              """
              {"name": "lab", "providertype": "pool", "provisioner": {"pool": "lab", "n": 3}}
              """;
          case HARDWARETYPE ->
              """
              {"name": "small", "providermap": {"lab": {"flavor": "s", "vcpu": 2}}}
              """;
          case IMAGETYPE ->
              """
              {"name": "debian", "providermap": {"lab": {"image": "12", "sshuser": "root"}}}
              """;
          case SERVICE ->
              """
              {"name": "web", "label": "Web", "description": "A web server", "icon": "",
               "dependencies": {"provides": ["http"], "conflicts": ["mail"],
                 "install": {"requires": ["base"], "uses": []},
                 "runtime": {"requires": [], "uses": ["db"]}},
               "provisioner": {"actions": {
                 "install": {"type": "shell", "fields": {"script": "web.sh", "port": 80}},
                 "start": {"type": "shell"}}},
               "links": [{"label": "Web", "url": "http://%ip.self%"}]}
              """;
          case CLUSTERTEMPLATE ->
              "{"
                  + TEMPLATE
                  + ", \"extends\": {\"name\": \"base\"}, \"includes\": [{\"name\": \"x\"}]}";
          case PARTIALTEMPLATE -> "{" + TEMPLATE + ", \"immutable\": true}";
          case PROVIDERTYPE, AUTOMATORTYPE -> PLUGIN;
        };
    return (ObjectNode) CatalogJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
