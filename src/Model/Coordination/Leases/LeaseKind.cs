using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Coordination;

/// <summary>Names and rules of <see cref="Lease"/>.</summary>
public sealed class LeaseKind : KindDefinition<Lease>
{
    private LeaseKind()
    {
    }

    /// <summary>The definition.</summary>
    public static LeaseKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("coordination.k8s.io", "v1", "Lease");

    /// <inheritdoc/>
    public override string Plural => "leases";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Lease>("Holder", "Who holds the lease.", lease => lease.Spec.HolderIdentity),
        Column.Age,
    ];

    /// <inheritdoc/>
    protected override void Validate(Lease value, FieldErrors errors)
    {
        if (value.Spec.LeaseDurationSeconds <= 0)
            errors.Invalid(FieldPath.Spec.Child("leaseDurationSeconds"), value.Spec.LeaseDurationSeconds, "must be greater than 0");
        errors.NotNegative(FieldPath.Spec.Child("leaseTransitions"), value.Spec.LeaseTransitions);
    }
}
