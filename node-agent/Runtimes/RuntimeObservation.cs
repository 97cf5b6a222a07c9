namespace Krewe.NodeAgent.Runtimes;

/// <summary>What a runtime saw.</summary>
internal abstract record RuntimeObservation
{
    private RuntimeObservation() { }

    /// <summary>Everything that was there when the runtime was asked. What is not in it, and was there before, is gone.</summary>
    public sealed record Everything(IReadOnlyList<ObservedPod> Pods, DateTimeOffset AskedAt) : RuntimeObservation;

    /// <summary>One container, as it is now.</summary>
    public sealed record Container(PodIdentity Pod, ObservedContainer Seen) : RuntimeObservation;

    /// <summary>A sandbox has ended.</summary>
    public sealed record SandboxLost(PodIdentity Pod, string SandboxId) : RuntimeObservation;

    /// <summary>A container was removed.</summary>
    public sealed record Removed(PodIdentity Pod, string Id) : RuntimeObservation;
}

/// <summary>A pod as the runtime sees it.</summary>
internal sealed record ObservedPod
{
    /// <summary>The pod.</summary>
    public required PodIdentity Identity { get; init; }

    /// <summary>Its sandboxes; more than one only where an older one was left behind.</summary>
    public IReadOnlyList<ObservedSandbox> Sandboxes { get; init; } = [];

    /// <summary>Its containers, dead ones included.</summary>
    public IReadOnlyList<ObservedContainer> Containers { get; init; } = [];
}
