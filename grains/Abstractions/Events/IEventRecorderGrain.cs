using Krewe.Model.Core;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Events;

/// <summary>
/// Writes events for people to read, best effort: nothing waits for it, repetitions are counted on one Event object, and old
/// events go after their time. There is one, with the key <see cref="Key"/>.
/// </summary>
public interface IEventRecorderGrain : IGrainWithStringKey
{
    /// <summary>The key of the only recorder.</summary>
    const string Key = "default";

    /// <summary>Takes notes; more than it can hold are dropped.</summary>
    [OneWay, AlwaysInterleave]
    Task Record(IReadOnlyList<EventNote> notes);
}

/// <summary>Something that happened.</summary>
[GenerateSerializer, Immutable]
public sealed record EventNote
{
    /// <summary>What it happened to.</summary>
    [Id(0)]
    public required ObjectReference Regarding { get; init; }

    /// <summary>True for <c>Warning</c>, false for <c>Normal</c>.</summary>
    [Id(1)]
    public bool Warning { get; init; }

    /// <summary>Reason in camel case.</summary>
    [Id(2)]
    public required string Reason { get; init; }

    /// <summary>The sentence that the user reads.</summary>
    [Id(3)]
    public required string Message { get; init; }

    /// <summary>Who tells: <c>deployment-controller</c>, <c>kubelet</c>.</summary>
    [Id(4)]
    public required string Component { get; init; }

    /// <summary>The node on which it happened, or null.</summary>
    [Id(5)]
    public string? Host { get; init; }

    /// <summary>When it happened.</summary>
    [Id(6)]
    public required DateTimeOffset Time { get; init; }
}
