using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Orleans;

namespace Krewe.Grains.Objects;

/// <summary>What became of a write.</summary>
[GenerateSerializer, Alias("krewe.WriteOutcome"), Immutable]
public abstract record WriteOutcome
{
    private WriteOutcome() { }

    /// <summary>Committed, and durable (or, in a dry run, what would have been).</summary>
    /// <param name="Document">The object as it is now; after a removal its last state.</param>
    /// <param name="Removed">True when the object no longer exists.</param>
    /// <param name="Warnings">What the client should be told without being refused.</param>
    /// <param name="Created">True where the write made the object: a creation, or a patch that applies a configuration to nothing.</param>
    [GenerateSerializer, Alias("krewe.WriteOutcome.Written"), Immutable]
    public sealed record Written(
        [property: Id(0)] ApiDocument Document,
        [property: Id(1)] bool Removed,
        [property: Id(2)] IReadOnlyList<string> Warnings,
        [property: Id(3)] bool Created = false) : WriteOutcome;

    /// <summary>Refused; nothing was written.</summary>
    [GenerateSerializer, Alias("krewe.WriteOutcome.Refused"), Immutable]
    public sealed record Refused([property: Id(0)] ApiFailure Failure) : WriteOutcome;
}
