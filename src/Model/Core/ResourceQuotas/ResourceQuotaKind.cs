using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="ResourceQuota"/>.</summary>
public sealed class ResourceQuotaKind : KindDefinition<ResourceQuota>
{
    private ResourceQuotaKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ResourceQuotaKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "ResourceQuota");

    /// <inheritdoc/>
    public override string Plural => "resourcequotas";

    /// <inheritdoc/>
    public override bool ShowsDeleted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["quota"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<ResourceQuota>("Request", "What is used, of what may be, of counts and requests.", ResourceQuotaCells.Requests),
        Column.Text<ResourceQuota>("Limit", "What is used, of what may be, of limits.", ResourceQuotaCells.LimitsOf),
        Column.Age,
    ];

    /// <inheritdoc/>
    protected override ResourceQuota WithStatusOf(ResourceQuota value, ResourceQuota? source) => value with { Status = source?.Status ?? new ResourceQuotaStatus() };

    /// <inheritdoc/>
    protected override void Validate(ResourceQuota value, FieldErrors errors)
    {
        ResourceQuotaRules.Validate(value.Spec, FieldPath.Spec, errors);
        ResourceQuotaRules.ValidateAmounts(value.Status.Hard, FieldPath.Status.Child("hard"), errors);
        ResourceQuotaRules.ValidateAmounts(value.Status.Used, FieldPath.Status.Child("used"), errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ResourceQuota value, ResourceQuota old, FieldErrors errors)
    {
        Validate(value, errors);
        ResourceQuotaRules.ValidateUpdate(value.Spec, old.Spec, errors);
    }
}
