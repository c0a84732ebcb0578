package io.cooperage.drill.load;

import java.net.URI;
import java.util.Optional;

/** One request as it goes out. */
record Call(String method, URI uri, Optional<String> key, Optional<String> body) {}
