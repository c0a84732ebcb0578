package io.cooperage.server.event;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Scope;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.server.access.Authenticator;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.GaleraRefusals;
import io.cooperage.server.web.Headers;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.ProblemWriter;
import io.cooperage.server.web.Readiness;
import io.cooperage.server.web.RequestIds;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code GET /v3/events} when the caller accepts an event stream; leaves the JSON pages to
 * the resource. A servlet filter, because it writes without blocking a thread per reader.
 */
public final class EventStreamFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient EventFeed feed;
  private final transient Authenticator authenticator;
  private final transient Readiness readiness;
  private final transient ProblemWriter problems;

  public EventStreamFilter(
      EventFeed feed, Authenticator authenticator, Readiness readiness, ProblemWriter problems) {
    this.feed = feed;
    this.authenticator = authenticator;
    this.readiness = readiness;
    this.problems = problems;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String accept = request.getHeader("Accept");
    boolean wantsStream = accept != null && accept.contains("text/event-stream");
    if (!request.getMethod().equals("GET") || !wantsStream) {
      chain.doFilter(request, response);
      return;
    }
    String requestId = RequestIds.soundOrNext(request.getHeader(Headers.REQUEST_ID));
    try {
      stream(request, response, requestId);
    } catch (ProblemException e) {
      problems.write(response, e, requestId);
    } catch (GaleraException e) {
      problems.write(response, GaleraRefusals.of(e), requestId);
    }
  }

  private void stream(HttpServletRequest request, HttpServletResponse response, String requestId)
      throws IOException {
    Optional<ProblemException> refusal = readiness.refusal();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    String authorization = request.getHeader("Authorization");
    Caller caller = authenticator.authenticate(authorization, requestId);
    caller.mustHave(Scope.CLUSTERS_READ);
    feed.requireRoom();
    Optional<Long> lastSeen = lastSeen(request);
    EventFilter filter = filter(request);
    lastSeen.ifPresent(feed::requireKept);
    long position = lastSeen.isPresent() ? lastSeen.get() : feed.head();
    problems.begin(response, requestId);
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    EventStream stream =
        new EventStream(
            EventReader.of(caller),
            filter,
            position,
            () -> authenticator.confirm(authorization),
            context,
            response.getOutputStream());
    response.getOutputStream().setWriteListener(stream);
    feed.subscribe(stream);
  }

  private static EventFilter filter(HttpServletRequest request) {
    String[] types = request.getParameterValues("type");
    return EventFilter.ofQuery(
        types == null ? List.of() : Arrays.asList(types),
        Optional.ofNullable(request.getParameter("subject")));
  }

  private static Optional<Long> lastSeen(HttpServletRequest request) {
    String header = request.getHeader("Last-Event-ID");
    String value = header == null ? request.getParameter("after") : header;
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.matches("\\d{1,18}")) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Last-Event-ID is \"" + value + "\"; send the id of the last event that you have seen.");
    }
    return Optional.of(Long.parseLong(value));
  }
}
