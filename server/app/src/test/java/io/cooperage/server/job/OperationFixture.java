package io.cooperage.server.job;

import io.cooperage.api.EntityKind;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.web.Json;

/** What the tests of operations need beside {@link Fixture}. */
final class OperationFixture {
  private OperationFixture() {}

  static void install(CooperageClient client) throws Exception {
    make(
        client,
        EntityKind.CLUSTERTEMPLATE,
        "{'name':'leased','defaults':{'services':['store'],'provider':'sim'},"
            + "'administration':{'leaseduration':{'initial':'2h','max':'3h','step':'1h'}}}");
  }

  static void make(CooperageClient client, EntityKind kind, String document) throws Exception {
    client.catalog().create(kind, Json.MAPPER.readTree(document.replace('\'', '"')));
  }
}
