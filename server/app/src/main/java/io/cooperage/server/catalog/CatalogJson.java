package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** How catalogue documents are read and stored. Thread-safe. */
final class CatalogJson {
  static final ObjectMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private CatalogJson() {}
}
