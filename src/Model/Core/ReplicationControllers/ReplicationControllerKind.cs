using Krewe.Model.Kinds;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="ReplicationController"/>.</summary>
public sealed class ReplicationControllerKind : KindDefinition<ReplicationController>
{
    private ReplicationControllerKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ReplicationControllerKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "ReplicationController");

    /// <inheritdoc/>
    public override string Plural => "replicationcontrollers";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["rc"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
