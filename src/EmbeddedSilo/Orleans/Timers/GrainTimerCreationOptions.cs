using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>How a timer of a grain behaves.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>Options to be set by an initializer.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>A timer that does not interleave and does not keep its grain active.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>The time to the first callback; infinite to start none.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>The time from the end of a callback to the start of the next; infinite for a single callback.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether callbacks run between the turns of other calls. Without it they wait their turn as calls do.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a callback counts as use of the grain, so that it is not collected as idle.</summary>
    public bool KeepAlive { get; init; }
}
