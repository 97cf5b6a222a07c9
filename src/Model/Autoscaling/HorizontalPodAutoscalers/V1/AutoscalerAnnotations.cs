using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Krewe.Model.Apply;
using Krewe.Model.Autoscaling.V2;
using Krewe.Model.Documents;
using Krewe.Model.Json;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling;

/// <summary>What v1 says of an autoscaler in annotations, by Kubernetes' names and in its forms. Null stands for an annotation that is not there, or cannot be read.</summary>
/// <param name="Metrics">Metrics other than the CPU.</param>
/// <param name="CurrentMetrics">What was measured, the CPU included.</param>
/// <param name="Conditions">What is known of it.</param>
/// <param name="Behavior">How fast it scales.</param>
internal sealed record AutoscalerAnnotations(
    IReadOnlyList<V2.MetricSpec>? Metrics,
    IReadOnlyList<V2.MetricStatus>? CurrentMetrics,
    IReadOnlyList<HorizontalPodAutoscalerCondition>? Conditions,
    HorizontalPodAutoscalerBehavior? Behavior)
{
    private const string Prefix = "autoscaling.alpha.kubernetes.io/";
    private const string MetricsName = Prefix + "metrics";
    private const string CurrentMetricsName = Prefix + "current-metrics";
    private const string ConditionsName = Prefix + "conditions";
    private const string BehaviorName = Prefix + "behavior";

    /// <summary>The annotations' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [MetricsName, CurrentMetricsName, ConditionsName, BehaviorName];

    /// <summary>Those that are there and can be read.</summary>
    public IEnumerable<string> Present
    {
        get
        {
            if (Metrics is not null)
                yield return MetricsName;
            if (CurrentMetrics is not null)
                yield return CurrentMetricsName;
            if (Conditions is not null)
                yield return ConditionsName;
            if (Behavior is not null)
                yield return BehaviorName;
        }
    }

    /// <summary>Reads the annotations, which anybody may have written.</summary>
    public static AutoscalerAnnotations Read(IReadOnlyDictionary<string, string> annotations) => new(
        ReadList<MetricSpec>(annotations.GetValueOrDefault(MetricsName))?.Select(MetricConversion.ToV2).ToList(),
        ReadList<MetricStatus>(annotations.GetValueOrDefault(CurrentMetricsName))?.Select(MetricConversion.ToV2).ToList(),
        ReadList<HorizontalPodAutoscalerCondition>(annotations.GetValueOrDefault(ConditionsName)),
        ReadBehavior(annotations.GetValueOrDefault(BehaviorName)));

    /// <summary>The annotations as texts; what is empty is left out.</summary>
    public IEnumerable<KeyValuePair<string, string>> Write()
    {
        if (Metrics is { Count: > 0 })
            yield return KeyValuePair.Create(MetricsName, List(Metrics.Select(MetricConversion.FromV2)));
        if (CurrentMetrics is { Count: > 0 })
            yield return KeyValuePair.Create(CurrentMetricsName, List(CurrentMetrics.Select(MetricConversion.FromV2)));
        if (Conditions is { Count: > 0 })
            yield return KeyValuePair.Create(ConditionsName, List(Conditions));
        // Kubernetes writes this one with the names of its fields in Go, and reads capitals and small letters.
        if (Behavior is not null)
            yield return KeyValuePair.Create(BehaviorName, Renamed(JsonElement.Parse(ApiJson.Write(Behavior).Span), char.ToUpperInvariant).GetRawText());
    }

    private static string List(IEnumerable<ApiRecord> items) => $"[{string.Join(',', items.Select(item => Encoding.UTF8.GetString(ApiJson.Write(item).Span)))}]";

    private static IReadOnlyList<T>? ReadList<T>(string? text) where T : ApiRecord, IApiRecord<T> => Read(
        text, JsonValueKind.Array, json => (IReadOnlyList<T>)[.. json.EnumerateArray().Select(item => ApiJson.Read<T>(JsonMarshal.GetRawUtf8Value(item).ToArray()))]);

    private static HorizontalPodAutoscalerBehavior? ReadBehavior(string? text) => Read(
        text, JsonValueKind.Object, json => ApiJson.Read<HorizontalPodAutoscalerBehavior>(JsonMarshal.GetRawUtf8Value(Renamed(json, char.ToLowerInvariant)).ToArray()));

    private static T? Read<T>(string? text, JsonValueKind kind, Func<JsonElement, T> read) where T : class
    {
        if (text is null)
            return null;
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (JsonText.Problem(bytes) is not null)
                return null;
            var json = JsonElement.Parse(bytes, new JsonDocumentOptions { MaxDepth = JsonFieldReader.MaxDepth });
            return json.ValueKind == kind ? read(json) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            // What cannot be read is an annotation like any other.
            return null;
        }
    }

    /// <summary>The value with another first letter for the name of each field.</summary>
    private static JsonElement Renamed(JsonElement value, Func<char, char> letter) => JsonOutput.Of(writer => Rename(writer, value, letter));

    private static void Rename(Utf8JsonWriter writer, JsonElement value, Func<char, char> letter)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateObject())
                {
                    writer.WritePropertyName(field.Name is [var first, .. var rest] ? letter(first) + rest : field.Name);
                    Rename(writer, field.Value, letter);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Rename(writer, item, letter);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
