using Krewe.Model.Meta;

namespace Krewe.Planning.Plans;

/// <summary>Something that users should read of an object. The event planner makes an Event of it.</summary>
/// <param name="Regarding">The object that it is about.</param>
/// <param name="Severity">Whether someone should look.</param>
/// <param name="Reason">Reason in camel case, for programs: <c>ScalingReplicaSet</c>.</param>
/// <param name="Message">The sentence that the user reads.</param>
public sealed record PlannedEvent(ApiObject Regarding, EventSeverity Severity, string Reason, string Message)
{
    internal static PlannedEvent Normal(ApiObject regarding, string reason, string message) => new(regarding, EventSeverity.Normal, reason, message);

    internal static PlannedEvent Warning(ApiObject regarding, string reason, string message) => new(regarding, EventSeverity.Warning, reason, message);
}

/// <summary>The <c>type</c> of an event.</summary>
public enum EventSeverity
{
    /// <summary>Things go their way.</summary>
    Normal,

    /// <summary>Something does not work as it was asked for.</summary>
    Warning,
}
