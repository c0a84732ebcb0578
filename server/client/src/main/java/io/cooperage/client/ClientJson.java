package io.cooperage.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cooperage.api.Page;
import java.io.IOException;

/** JSON as the API speaks it; unknown fields of a newer server are passed over. Thread-safe. */
final class ClientJson {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private ClientJson() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This cannot be written as JSON: " + value.getClass(), e);
    }
  }

  static <T> T read(byte[] content, JavaType type) throws IOException {
    return MAPPER.readValue(content, type);
  }

  static JavaType type(Class<?> type) {
    return MAPPER.constructType(type);
  }

  static JavaType pageOf(Class<?> item) {
    return MAPPER.getTypeFactory().constructParametricType(Page.class, item);
  }
}
