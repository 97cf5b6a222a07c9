using System.Globalization;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Comparison;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Events;

/// <summary>
/// Turns what is to be told into Event objects. The same origin, object, severity, reason and message make the same name, so that a
/// repetition finds the event it repeats, also after a restart, and raises its count instead of piling up.
/// </summary>
public static class EventPlanner
{
    /// <summary>Repetitions that are written at once; later ones at most one in <see cref="RepetitionInterval"/>.</summary>
    public const int FreeRepetitions = 25;

    /// <summary>Between the writes of an event that keeps on repeating.</summary>
    public static readonly TimeSpan RepetitionInterval = TimeSpan.FromSeconds(30);

    private const string DefaultNamespace = "default";
    private const int MaxMessageLength = 1024;

    /// <summary>Where the event is kept: in its object's namespace, or in <c>default</c> for objects of cluster scope.</summary>
    public static ObjectKey KeyOf(PlannedEvent planned, EventOrigin origin)
    {
        var regarding = planned.Regarding;
        var digest = new Fnv1a();
        var second = new Fnv1a();
        foreach (var part in (string[])[
            origin.Component, origin.Host ?? "", regarding.Definition.Collection, regarding.Metadata.Uid ?? "", planned.Severity.ToString(), planned.Reason])
        {
            digest.Add(part);
        }
        second.Add(planned.Message);
        second.Add(planned.Reason);
        var hash = string.Create(CultureInfo.InvariantCulture, $"{digest.Value:x8}{second.Value:x8}");
        return new ObjectKey(NamespaceOf(regarding), $"{regarding.Metadata.Name}.{hash}");
    }

    /// <summary>Decides what to write.</summary>
    /// <param name="planned">What is to be told.</param>
    /// <param name="origin">Who tells.</param>
    /// <param name="existing">The event that is kept under <see cref="KeyOf"/> now, or null.</param>
    /// <param name="now">The time.</param>
    public static EventPlan Plan(PlannedEvent planned, EventOrigin origin, Event? existing, DateTimeOffset now)
    {
        if (existing is null)
            return new EventPlan.Create(First(planned, origin, now));
        var count = existing.Count ?? 1;
        if (count >= FreeRepetitions && now - existing.LastTimestamp < RepetitionInterval)
            return EventPlan.Drop.Instance;
        return new EventPlan.Update(existing with { Count = count + 1, LastTimestamp = now });
    }

    private static Event First(PlannedEvent planned, EventOrigin origin, DateTimeOffset now)
    {
        var key = KeyOf(planned, origin);
        var regarding = planned.Regarding;
        return new Event
        {
            Metadata = new ObjectMeta { Namespace = key.Namespace, Name = key.Name },
            InvolvedObject = new ObjectReference
            {
                ApiVersion = regarding.Definition.Gvk.ApiVersion,
                Kind = regarding.Definition.Gvk.Kind,
                Namespace = regarding.Metadata.Namespace,
                Name = regarding.Metadata.Name,
                Uid = regarding.Metadata.Uid,
                ResourceVersion = regarding.Metadata.ResourceVersion,
            },
            Reason = planned.Reason,
            Message = planned.Message.Length > MaxMessageLength ? planned.Message[..MaxMessageLength] : planned.Message,
            Type = planned.Severity == EventSeverity.Warning ? "Warning" : "Normal",
            Source = new EventSource { Component = origin.Component, Host = origin.Host },
            ReportingComponent = origin.Component,
            ReportingInstance = origin.Host,
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
        };
    }

    private static string NamespaceOf(ApiObject regarding) =>
        string.IsNullOrEmpty(regarding.Metadata.Namespace) ? DefaultNamespace : regarding.Metadata.Namespace;
}
