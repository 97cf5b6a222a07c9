using Krewe.Model.Kinds;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Namespace"/>.</summary>
public sealed class NamespaceKind : KindDefinition<Namespace>
{
    private NamespaceKind()
    {
    }

    /// <summary>The definition.</summary>
    public static NamespaceKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Namespace");

    /// <inheritdoc/>
    public override string Plural => "namespaces";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["ns"];

    /// <inheritdoc/>
    public override bool Namespaced => false;

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
