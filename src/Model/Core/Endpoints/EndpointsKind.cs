using Krewe.Model.Kinds;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Endpoints"/>.</summary>
public sealed class EndpointsKind : KindDefinition<Endpoints>
{
    private EndpointsKind()
    {
    }

    /// <summary>The definition.</summary>
    public static EndpointsKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Endpoints");

    /// <inheritdoc/>
    public override string Plural => "endpoints";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["ep"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
