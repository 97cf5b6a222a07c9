using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Source of an AppArmor profile.</summary>
public readonly record struct AppArmorProfileType(string Value) : IOpenEnum<AppArmorProfileType>
{
    /// <summary>One that is loaded on the node.</summary>
    public static AppArmorProfileType Localhost { get; } = new("Localhost");

    /// <summary>The runtime's own.</summary>
    public static AppArmorProfileType RuntimeDefault { get; } = new("RuntimeDefault");

    /// <summary>No profile.</summary>
    public static AppArmorProfileType Unconfined { get; } = new("Unconfined");

    /// <inheritdoc/>
    public static IReadOnlyList<AppArmorProfileType> Known { get; } = [Localhost, RuntimeDefault, Unconfined];

    /// <inheritdoc/>
    public static AppArmorProfileType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
