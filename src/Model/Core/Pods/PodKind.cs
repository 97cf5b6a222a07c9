using Krewe.Model.Kinds;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Pod"/>.</summary>
public sealed class PodKind : KindDefinition<Pod>
{
    private PodKind()
    {
    }

    /// <summary>The definition.</summary>
    public static PodKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Pod");

    /// <inheritdoc/>
    public override string Plural => "pods";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["po"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
