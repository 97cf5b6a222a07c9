using System.Globalization;
using System.Text;
using Krewe.AgentLink.Sessions;
using Krewe.AgentLink.Streams;
using Krewe.Gateway.Audit;
using Krewe.Gateway.Cache;
using Krewe.Gateway.Flow;
using Krewe.Gateway.Responses;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Metrics;

/// <summary><c>/metrics</c> in Prometheus' text format, version 0.0.4.</summary>
internal sealed class MetricsPage(
    GatewayMetrics metrics, FlowControl flow, CollectionCaches caches, AgentSessionEndpoint sessions, AgentStreams streams, AuditLog audit)
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Serves the page.</summary>
    public Task ServeAsync(HttpContext context) =>
        context.SendAsync(StatusCodes.Status200OK, ContentType, Encoding.UTF8.GetBytes(Format()));

    private string Format()
    {
        var page = new StringBuilder(8192);
        Requests(page);
        Head(page, "krewe_gateway_inflight_requests", "gauge", "Requests being served, watches included.");
        Sample(page, "krewe_gateway_inflight_requests", "", metrics.InFlight);
        Head(page, "krewe_gateway_watches", "gauge", "Open watches.");
        foreach (var (resource, open) in metrics.Watches)
            Sample(page, "krewe_gateway_watches", $"resource=\"{resource}\"", open);
        Head(page, "krewe_collection_revision", "counter", "Commits to a collection, as far as the cache has seen them.");
        foreach (var cache in caches.All)
            Sample(page, "krewe_collection_revision", $"collection=\"{cache.Kind.Collection}\"", cache.Revision);
        Head(page, "krewe_agent_sessions", "gauge", "Sessions of node agents.");
        Sample(page, "krewe_agent_sessions", "", sessions.Open);
        Head(page, "krewe_agent_streams", "gauge", "Streams to containers.");
        Sample(page, "krewe_agent_streams", "", streams.Count);
        Head(page, "apiserver_audit_event_total", "counter", "Events for the audit log.");
        Sample(page, "apiserver_audit_event_total", "", audit.Recorded);
        Head(page, "apiserver_audit_error_total", "counter", "Events that the audit log has lost.");
        Sample(page, "apiserver_audit_error_total", "plugin=\"log\"", audit.Lost);
        Flow(page);
        Process(page);
        return page.ToString();
    }

    private void Requests(StringBuilder page)
    {
        var requests = metrics.Requests.OrderBy(r => r.Key.Resource, StringComparer.Ordinal).ThenBy(r => r.Key.Verb, StringComparer.Ordinal).ThenBy(r => r.Key.Code).ToArray();
        Head(page, "apiserver_request_total", "counter", "Requests by verb, resource and status code.");
        foreach (var (key, series) in requests)
            Sample(page, "apiserver_request_total", Labels(key), series.Buckets.Sum());
        Head(page, "apiserver_request_duration_seconds", "histogram", "Time from a request to the end of its answer.");
        foreach (var (key, series) in requests)
        {
            var labels = Labels(key);
            var sum = 0L;
            foreach (var (count, i) in series.Buckets.Select((count, i) => (count, i)))
            {
                sum += count;
                var bound = i < RequestSeries.Bounds.Length ? RequestSeries.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                Sample(page, "apiserver_request_duration_seconds_bucket", $"{labels},le=\"{bound}\"", sum);
            }
            Sample(page, "apiserver_request_duration_seconds_sum", labels, series.Total.TotalSeconds);
            Sample(page, "apiserver_request_duration_seconds_count", labels, sum);
        }
    }

    private void Flow(StringBuilder page)
    {
        (string Class, FairQueue Queue)[] classes = [("lists", flow.Lists), ("others", flow.Others)];
        Head(page, "krewe_gateway_flow_seated", "gauge", "Requests being served, by class of flow control.");
        foreach (var (name, queue) in classes)
            Sample(page, "krewe_gateway_flow_seated", $"class=\"{name}\"", queue.Seated);
        Head(page, "krewe_gateway_flow_waiting", "gauge", "Requests that wait to be served.");
        foreach (var (name, queue) in classes)
            Sample(page, "krewe_gateway_flow_waiting", $"class=\"{name}\"", queue.Waiting);
        Head(page, "krewe_gateway_flow_refused_total", "counter", "Requests answered with 429.");
        foreach (var (name, queue) in classes)
            Sample(page, "krewe_gateway_flow_refused_total", $"class=\"{name}\"", queue.Refused);
    }

    private static void Process(StringBuilder page)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        Head(page, "process_cpu_seconds_total", "counter", "User and system CPU time.");
        Sample(page, "process_cpu_seconds_total", "", process.TotalProcessorTime.TotalSeconds);
        Head(page, "process_resident_memory_bytes", "gauge", "Resident memory.");
        Sample(page, "process_resident_memory_bytes", "", process.WorkingSet64);
        Head(page, "process_start_time_seconds", "gauge", "Start of the process, seconds since 1970.");
        Sample(page, "process_start_time_seconds", "", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        Head(page, "dotnet_gc_heap_bytes", "gauge", "Managed heap after the last collection.");
        Sample(page, "dotnet_gc_heap_bytes", "", GC.GetGCMemoryInfo().HeapSizeBytes);
        Head(page, "dotnet_threadpool_queue_length", "gauge", "Work that waits for a thread.");
        Sample(page, "dotnet_threadpool_queue_length", "", ThreadPool.PendingWorkItemCount);
    }

    private static string Labels(RequestKey key) => $"verb=\"{key.Verb}\",resource=\"{key.Resource}\",code=\"{key.Code}\"";

    private static void Head(StringBuilder page, string name, string type, string help) =>
        page.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Sample(StringBuilder page, string name, string labels, double value)
    {
        page.Append(name);
        if (labels.Length > 0)
            page.Append('{').Append(labels).Append('}');
        page.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
