using Krewe.Model.Kinds;

namespace Krewe.Model.Discovery.V1Beta1;

/// <summary><c>discovery.k8s.io/v1beta1</c>, as clients of Kubernetes 1.20 use it.</summary>
public sealed class EndpointSliceKind : KindVersion<EndpointSlice, Discovery.EndpointSlice>
{
    private EndpointSliceKind()
    {
    }

    /// <summary>The definition.</summary>
    public static EndpointSliceKind Instance { get; } = new();

    /// <inheritdoc/>
    public override KindDefinition Stored => Discovery.EndpointSliceKind.Instance;

    /// <inheritdoc/>
    protected override string Version => "v1beta1";

    /// <inheritdoc/>
    protected override EndpointSlice FromStored(Discovery.EndpointSlice value) => new()
    {
        Metadata = value.Metadata,
        AddressType = value.AddressType,
        Endpoints = [.. value.Endpoints.Select(EndpointConversion.FromV1)],
        Ports = value.Ports,
        Unknown = value.Unknown,
    };

    /// <inheritdoc/>
    protected override Discovery.EndpointSlice ToStored(EndpointSlice value) => new()
    {
        Metadata = value.Metadata,
        AddressType = value.AddressType,
        Endpoints = [.. value.Endpoints.Select(EndpointConversion.ToV1)],
        Ports = value.Ports,
        Unknown = value.Unknown,
    };
}
