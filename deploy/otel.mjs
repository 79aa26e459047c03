// Traces of steward-mcp over OTLP/HTTP; the usual OTEL_ variables say where to. Load it first: node --import ./otel.mjs …
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const name = process.env.OTEL_SERVICE_NAME ?? 'steward-mcp';
const provider = new NodeTracerProvider({
  resource: defaultResource().merge(resourceFromAttributes({ 'service.name': name })),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
});
provider.register();

// What was not sent yet leaves before the process ends.
process.once('beforeExit', () => void provider.shutdown());
