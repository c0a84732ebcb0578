package io.cooperage.server.health;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;

/** All metrics in the Prometheus text format. */
@Path("/metrics")
public final class MetricsResource {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = new PrometheusTextFormatWriter(false);

  public MetricsResource(MetricRegistry metrics) {
    DropwizardExports.builder().dropwizardRegistry(metrics).register(registry);
  }

  @GET
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @Operation(operationId = "getMetrics", summary = "All metrics in the Prometheus text format")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "string")))
  public StreamingOutput metrics() {
    return out -> writer.write(out, registry.scrape());
  }
}
