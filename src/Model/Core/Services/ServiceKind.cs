using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Names;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Service"/>.</summary>
public sealed class ServiceKind : KindDefinition<Service>
{
    private ServiceKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ServiceKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Service");

    /// <inheritdoc/>
    public override string Plural => "services";

    /// <inheritdoc/>
    public override bool ShowsDeleted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["svc"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Service>("Type", "How the service can be reached.", service => service.Spec.Type?.Value),
        Column.Text<Service>("Cluster-IP", "Address in the cluster.", service => Column.OrNone(service.Spec.ClusterIP)),
        Column.Text<Service>("External-IP", "Address outside.", ServiceCells.ExternalAddress),
        Column.Text<Service>("Port(s)", "Ports, node ports and protocols.", ServiceCells.Ports),
        Column.Age,
        Column.Text<Service>("Selector", "Labels of the pods behind the service.", service => Column.Labels(service.Spec.Selector)).Wide(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = Selectable(
        ("spec.clusterIP", service => service.Spec.ClusterIP),
        ("spec.type", service => service.Spec.Type?.Value));

    /// <inheritdoc/>
    protected override NameRule NameRule => NameRules.Dns1035Label;

    /// <inheritdoc/>
    protected override Service ApplyDefaults(Service value) => ServiceDefaults.Apply(value);

    /// <inheritdoc/>
    protected override Service PrepareForCreate(Service value)
    {
        var prepared = base.PrepareForCreate(value);
        return prepared with { Spec = ServiceAddresses.Align(prepared.Spec) };
    }

    /// <summary>Keeps addresses and node ports that the update does not name.</summary>
    protected override Service PrepareForUpdate(Service value, Service old)
    {
        var prepared = base.PrepareForUpdate(value, old);
        return prepared with { Spec = ServiceAddresses.Keep(prepared.Spec, old.Spec) };
    }

    /// <inheritdoc/>
    protected override Service WithStatusOf(Service value, Service? source) => value with { Status = source?.Status ?? new ServiceStatus() };

    /// <inheritdoc/>
    protected override void Validate(Service value, FieldErrors errors) => ServiceRules.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(Service value, Service old, FieldErrors errors)
    {
        Validate(value, errors);
        ServiceRules.ValidateUpdate(value, old, errors);
    }
}
