using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

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

    private const int ShownAddresses = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Endpoints>("Endpoints", "Addresses with ports.", EndpointsCell),
        Column.Age,
    ];

    /// <inheritdoc/>
    protected override Endpoints ApplyDefaults(Endpoints value) => value with
    {
        Subsets = [.. value.Subsets.Select(s => s with { Ports = [.. s.Ports.Select(p => p with { Protocol = p.Protocol ?? Protocol.Tcp })] })],
    };

    /// <inheritdoc/>
    protected override void Validate(Endpoints value, FieldErrors errors) => EndpointsRules.Validate(value, errors);

    private static string EndpointsCell(Endpoints endpoints)
    {
        if (endpoints.Subsets.Count == 0)
            return Column.OrNone(null);
        var all = endpoints.Subsets.SelectMany(subset => subset.Ports.Count == 0
            ? subset.Addresses.Select(a => a.Ip ?? "")
            : subset.Ports.SelectMany(port => subset.Addresses.Select(a => HostPort(a.Ip ?? "", port.Port ?? 0))));
        return Column.First([.. all], ShownAddresses);
    }

    private static string HostPort(string host, int port) =>
        host.Contains(':', StringComparison.Ordinal) ? FormattableString.Invariant($"[{host}]:{port}") : FormattableString.Invariant($"{host}:{port}");
}
