using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Family of an address.</summary>
public readonly record struct IPFamily(string Value) : IOpenEnum<IPFamily>
{
    /// <summary>IPv4.</summary>
    public static IPFamily IPv4 { get; } = new("IPv4");

    /// <summary>IPv6.</summary>
    public static IPFamily IPv6 { get; } = new("IPv6");

    /// <inheritdoc/>
    public static IReadOnlyList<IPFamily> Known { get; } = [IPv4, IPv6];

    /// <inheritdoc/>
    public static IPFamily From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
