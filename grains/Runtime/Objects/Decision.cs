using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Grains.Objects;

/// <summary>What a write makes of an object: its next state, its end, or a refusal.</summary>
internal readonly record struct Decision(ApiObject? Value, bool Remove, ApiFailure? Failure)
{
    /// <summary>What the client should be told without being refused.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The object goes; the value is the last state that watchers see.</summary>
    public static Decision Removal(ApiObject last) => new(last, true, null);

    public static implicit operator Decision(ApiObject value) => new(value, false, null);

    public static implicit operator Decision(ApiFailure failure) => new(null, false, failure);
}
