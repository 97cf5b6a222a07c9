using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Source of a filter of system calls.</summary>
public readonly record struct SeccompProfileType(string Value) : IOpenEnum<SeccompProfileType>
{
    /// <summary>A file on the node.</summary>
    public static SeccompProfileType Localhost { get; } = new("Localhost");

    /// <summary>The runtime's own.</summary>
    public static SeccompProfileType RuntimeDefault { get; } = new("RuntimeDefault");

    /// <summary>No filter.</summary>
    public static SeccompProfileType Unconfined { get; } = new("Unconfined");

    /// <inheritdoc/>
    public static IReadOnlyList<SeccompProfileType> Known { get; } = [Localhost, RuntimeDefault, Unconfined];

    /// <inheritdoc/>
    public static SeccompProfileType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
