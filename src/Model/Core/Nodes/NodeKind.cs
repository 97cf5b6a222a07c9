using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Names;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

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
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Node>("Status", "Whether the node is ready, and whether it takes new pods.", NodeCells.Status),
        Column.Text<Node>("Roles", "Roles that its labels give to the node.", NodeCells.Roles),
        Column.Age,
        Column.Text<Node>("Version", "Version of the node agent.", node => node.Status.NodeInfo.KubeletVersion),
        Column.Text<Node>("Internal-IP", "Address in the cluster.", node => NodeCells.Address(node, NodeAddressType.InternalIP)).Wide(),
        Column.Text<Node>("External-IP", "Address outside.", node => NodeCells.Address(node, NodeAddressType.ExternalIP)).Wide(),
        Column.Text<Node>("OS-Image", "Operating system.", node => NodeCells.OrUnknown(node.Status.NodeInfo.OsImage)).Wide(),
        Column.Text<Node>("Kernel-Version", "Version of the kernel.", node => NodeCells.OrUnknown(node.Status.NodeInfo.KernelVersion)).Wide(),
        Column.Text<Node>("Container-Runtime", "Container runtime.", node => NodeCells.OrUnknown(node.Status.NodeInfo.ContainerRuntimeVersion)).Wide(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = Selectable(
        ("spec.unschedulable", node => node.Spec.Unschedulable == true ? "true" : "false"));

    /// <inheritdoc/>
    protected override Node ApplyDefaults(Node value) => value.Status is { Allocatable.Count: 0, Capacity.Count: > 0 } status
        ? value with { Status = status with { Allocatable = status.Capacity } }
        : value;

    /// <summary>A node brings its status with it: its agent registers it.</summary>
    protected override Node PrepareForCreate(Node value) => value;

    /// <inheritdoc/>
    protected override Node WithStatusOf(Node value, Node? source) => value with { Status = source?.Status ?? new NodeStatus() };

    /// <inheritdoc/>
    protected override void Validate(Node value, FieldErrors errors)
    {
        TaintRules.Validate(value.Spec.Taints, FieldPath.Spec.Child("taints"), errors);
        for (var i = 0; i < value.Spec.PodCIDRs.Count; i++)
            errors.Invalid(FieldPath.Spec.Child("podCIDRs").Index(i), value.Spec.PodCIDRs[i], AddressRules.Range(value.Spec.PodCIDRs[i]));
        ResourceRules.ValidateAmounts(value.Status.Capacity, FieldPath.Status.Child("capacity"), errors);
        ResourceRules.ValidateAmounts(value.Status.Allocatable, FieldPath.Status.Child("allocatable"), errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Node value, Node old, FieldErrors errors)
    {
        Validate(value, errors);
        if (old.Spec.PodCIDRs.Count > 0 && !value.Spec.PodCIDRs.SequenceEqual(old.Spec.PodCIDRs))
            errors.Forbidden(FieldPath.Spec.Child("podCIDRs"), "node updates may not change podCIDR except from \"\" to valid");
        if (!string.IsNullOrEmpty(old.Spec.ProviderID) && value.Spec.ProviderID != old.Spec.ProviderID)
            errors.Forbidden(FieldPath.Spec.Child("providerID"), "node updates may not change providerID except from \"\" to valid");
    }
}
