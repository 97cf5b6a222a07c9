namespace Krewe.Model.Core;

/// <summary>How tables show an event, whether it was reported in the old way (timestamps, source) or the new one (series, reporter).</summary>
internal static class EventCells
{
    public static DateTimeOffset? FirstSeen(Event e) => e.FirstTimestamp ?? e.EventTime;

    public static DateTimeOffset? LastSeen(Event e) => e.Series is { } series ? series.LastObservedTime : e.LastTimestamp ?? FirstSeen(e);

    public static long? Count(Event e) => e.Series is { } series ? series.Count : e.Count is null or 0 ? 1 : e.Count;

    /// <summary><c>pod/web-1</c>.</summary>
    public static string Target(Event e)
    {
        var kind = e.InvolvedObject.Kind?.ToLowerInvariant() ?? "";
        return string.IsNullOrEmpty(e.InvolvedObject.Name) ? kind : $"{kind}/{e.InvolvedObject.Name}";
    }

    /// <summary><c>kubelet, node-1</c>.</summary>
    public static string Source(Event e)
    {
        var component = string.IsNullOrEmpty(e.Source.Component) ? e.ReportingComponent ?? "" : e.Source.Component;
        var instance = string.IsNullOrEmpty(e.Source.Host) ? e.ReportingInstance : e.Source.Host;
        return string.IsNullOrEmpty(instance) ? component : $"{component}, {instance}";
    }
}
