namespace Krewe.NodeAgent.Runtimes.Simulated;

/// <summary>Timing and faults of a simulated runtime. Times are drawn evenly between the two ends.</summary>
internal sealed record SimulationSettings
{
    /// <summary>How long a sandbox takes.</summary>
    public (TimeSpan Least, TimeSpan Most) SandboxTime { get; init; } = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(80));

    /// <summary>How long an image takes that is not there.</summary>
    public (TimeSpan Least, TimeSpan Most) PullTime { get; init; } = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(800));

    /// <summary>How long a start takes.</summary>
    public (TimeSpan Least, TimeSpan Most) StartTime { get; init; } = (TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(120));

    /// <summary>How long a container takes to end once it was asked.</summary>
    public (TimeSpan Least, TimeSpan Most) StopTime { get; init; } = (TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200));

    /// <summary>Share of the verbs that fail.</summary>
    public double FailureShare { get; init; }

    /// <summary>Share of the containers that crash at some time within their first hour.</summary>
    public double CrashShare { get; init; }
}
