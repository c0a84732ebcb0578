package io.cooperage.server.cluster;

import io.cooperage.api.Accepted;
import io.cooperage.api.DryRun;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a resource method that begins a job, or with {@code dryRun} says what it would do. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
    responseCode = "202",
    headers = @Header(name = "Location"),
    content = @Content(schema = @Schema(implementation = Accepted.class)))
@ApiResponse(
    responseCode = "200",
    content = @Content(schema = @Schema(implementation = DryRun.class)))
@interface BeginsJob {}
