using Krewe.Model.Documents;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Events;

/// <summary>
/// Writes the events of one component for people to read, best effort: nothing waits for it, and repetitions are counted on one Event
/// object. Its key is the component's name, with the node's after a slash where it runs on one: <c>kubelet/node-1</c>.
/// </summary>
public interface IEventRecorderGrain : IGrainWithStringKey
{
    /// <summary>Takes notes; more than it can hold are dropped.</summary>
    [OneWay, AlwaysInterleave]
    Task Record(IReadOnlyList<EventNote> notes);
}

/// <summary>Something that happened.</summary>
[GenerateSerializer, Alias("krewe.EventNote"), Immutable]
public sealed record EventNote
{
    /// <summary>What it happened to; identity suffices.</summary>
    [Id(0)]
    public required ApiDocument Regarding { get; init; }

    /// <summary>Part of it: <c>spec.containers{web}</c>, or null for the whole.</summary>
    [Id(1)]
    public string? FieldPath { get; init; }

    /// <summary>True for <c>Warning</c>, false for <c>Normal</c>.</summary>
    [Id(2)]
    public bool Warning { get; init; }

    /// <summary>Reason in camel case.</summary>
    [Id(3)]
    public required string Reason { get; init; }

    /// <summary>The sentence that the user reads.</summary>
    [Id(4)]
    public required string Message { get; init; }
}

/// <summary>Removes events when their time is over. There is one, with the key <see cref="Key"/>.</summary>
public interface IEventExpiryGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "default";

    /// <summary>Begins, unless it has begun.</summary>
    [OneWay]
    Task Wake();
}
