using Krewe.Model.Kinds;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Node"/>.</summary>
public sealed class NodeKind : KindDefinition<Node>
{
    private NodeKind()
    {
    }

    /// <summary>The definition.</summary>
    public static NodeKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Node");

    /// <inheritdoc/>
    public override string Plural => "nodes";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["no"];

    /// <inheritdoc/>
    public override bool Namespaced => false;

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
