using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

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

    private const int Shown = 3;
    private const string Unset = "<unset>";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<EndpointSlice>("AddressType", "Type of the addresses.", slice => slice.AddressType?.Value),
        Column.Text<EndpointSlice>("Ports", "Ports of each endpoint.", slice => FirstOrUnset(slice.Ports.Select(PortText))),
        Column.Text<EndpointSlice>("Endpoints", "Addresses of the endpoints.", slice => FirstOrUnset(slice.Endpoints.SelectMany(e => e.Addresses))),
        Column.Age,
    ];

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <inheritdoc/>
    protected override EndpointSlice ApplyDefaults(EndpointSlice value) => value with
    {
        Endpoints = [.. value.Endpoints.Select(EndpointTopology.WithoutRepetition)],
        Ports = [.. value.Ports.Select(p => p with { Name = p.Name ?? "", Protocol = p.Protocol ?? Protocol.Tcp })],
    };

    /// <inheritdoc/>
    protected override void Validate(EndpointSlice value, FieldErrors errors) => EndpointSliceRules.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(EndpointSlice value, EndpointSlice old, FieldErrors errors)
    {
        Validate(value, errors);
        if (value.AddressType != old.AddressType)
            errors.Immutable(FieldPath.Of("addressType"), value.AddressType?.Value ?? "");
    }

    private static string PortText(EndpointPort port) => port.Port is { } number
        ? FormattableString.Invariant($"{number}")
        : port.Name is { Length: > 0 } name ? name : "*";

    private static string FirstOrUnset(IEnumerable<string> items) => Column.First([.. items], Shown) is { Length: > 0 } text ? text : Unset;
}
