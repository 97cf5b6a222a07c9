using Krewe.Model.Kinds;

namespace Krewe.Model.Discovery;

/// <summary>Names and rules of <see cref="EndpointSlice"/>.</summary>
public sealed class EndpointSliceKind : KindDefinition<EndpointSlice>
{
    private EndpointSliceKind()
    {
    }

    /// <summary>The definition.</summary>
    public static EndpointSliceKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("discovery.k8s.io", "v1", "EndpointSlice");

    /// <inheritdoc/>
    public override string Plural => "endpointslices";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
