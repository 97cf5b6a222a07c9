using Krewe.Model.Kinds;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Secret"/>.</summary>
public sealed class SecretKind : KindDefinition<Secret>
{
    private SecretKind()
    {
    }

    /// <summary>The definition.</summary>
    public static SecretKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Secret");

    /// <inheritdoc/>
    public override string Plural => "secrets";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
