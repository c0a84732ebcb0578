package io.cooperage.server.web;

import jakarta.ws.rs.container.ContainerRequestContext;

/** What the filters of this room note on a request for those who come after. */
public final class RequestContext {
  private static final String REQUEST_ID = "cooperage.requestId";

  private RequestContext() {}

  /** The id under which this request is logged and answered. */
  public static String requestId(ContainerRequestContext request) {
    Object id = request.getProperty(REQUEST_ID);
    return id == null ? "-" : id.toString();
  }

  static void requestId(ContainerRequestContext request, String id) {
    request.setProperty(REQUEST_ID, id);
  }
}
