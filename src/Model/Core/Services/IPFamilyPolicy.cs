using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Which address families a service gets.</summary>
public readonly record struct IPFamilyPolicy(string Value) : IOpenEnum<IPFamilyPolicy>
{
    /// <summary>One.</summary>
    public static IPFamilyPolicy SingleStack { get; } = new("SingleStack");

    /// <summary>Two where the cluster has two.</summary>
    public static IPFamilyPolicy PreferDualStack { get; } = new("PreferDualStack");

    /// <summary>Two.</summary>
    public static IPFamilyPolicy RequireDualStack { get; } = new("RequireDualStack");

    /// <inheritdoc/>
    public static IReadOnlyList<IPFamilyPolicy> Known { get; } = [SingleStack, PreferDualStack, RequireDualStack];

    /// <inheritdoc/>
    public static IPFamilyPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
