package org.borderledger.http;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lets traces begin with requests only. What the service asks its database for itself, several times a second, would
 * otherwise be a trace each time.
 */
@Singleton
class TracedRequests implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addSamplerCustomizer((sampler, configuration) -> new BegunByRequest(sampler));
    }

    private record BegunByRequest(Sampler ofRequests) implements Sampler {
        @Override
        public SamplingResult shouldSample(
                Context parent, String trace, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
            boolean begins = !Span.fromContext(parent).getSpanContext().isValid();
            return begins && kind != SpanKind.SERVER
                    ? SamplingResult.drop()
                    : ofRequests.shouldSample(parent, trace, name, kind, attributes, links);
        }

        @Override
        public String getDescription() {
            return "BegunByRequest{" + ofRequests.getDescription() + "}";
        }
    }
}
