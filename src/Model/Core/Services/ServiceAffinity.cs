using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Whether a client is led to the same pod again.</summary>
public readonly record struct ServiceAffinity(string Value) : IOpenEnum<ServiceAffinity>
{
    /// <summary>By its address.</summary>
    public static ServiceAffinity ClientIP { get; } = new("ClientIP");

    /// <summary>It is not.</summary>
    public static ServiceAffinity None { get; } = new("None");

    /// <inheritdoc/>
    public static IReadOnlyList<ServiceAffinity> Known { get; } = [ClientIP, None];

    /// <inheritdoc/>
    public static ServiceAffinity From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
