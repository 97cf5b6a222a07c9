using Krewe.Model.Kinds;

namespace Krewe.Model.Apps;

/// <summary>Names and rules of <see cref="ReplicaSet"/>.</summary>
public sealed class ReplicaSetKind : KindDefinition<ReplicaSet>
{
    private ReplicaSetKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ReplicaSetKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("apps", "v1", "ReplicaSet");

    /// <inheritdoc/>
    public override string Plural => "replicasets";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["rs"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
