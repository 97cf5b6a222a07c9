using Krewe.NodeAgent.Session;

namespace Krewe.NodeAgent.Streams;

/// <summary>What becomes of the wish for a stream.</summary>
internal abstract record StreamPlan
{
    private StreamPlan() { }

    /// <summary>It cannot be opened.</summary>
    /// <param name="Why">For the user, in kubelet's words.</param>
    /// <param name="NotFound">True when what was asked for does not exist (yet), false when the agent failed.</param>
    public sealed record Refuse(string Why, bool NotFound) : StreamPlan;

    /// <summary>It is served over a connection until either side ends it.</summary>
    public sealed record Serve(Func<IStreamConnection, CancellationToken, Task> Over) : StreamPlan;
}
