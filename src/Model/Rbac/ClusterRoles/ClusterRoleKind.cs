using Krewe.Model.Kinds;
using Krewe.Model.Names;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Rbac;

/// <summary>Names and rules of <see cref="ClusterRole"/>.</summary>
public sealed class ClusterRoleKind : KindDefinition<ClusterRole>
{
    private ClusterRoleKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ClusterRoleKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("rbac.authorization.k8s.io", "v1", "ClusterRole");

    /// <inheritdoc/>
    public override string Plural => "clusterroles";

    /// <inheritdoc/>
    public override bool Namespaced => false;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } = [Column.CreatedAt];

    /// <inheritdoc/>
    protected override NameRule NameRule => PolicyRules.NameRule;

    /// <inheritdoc/>
    protected override void Validate(ClusterRole value, FieldErrors errors)
    {
        PolicyRules.Validate(value.Rules, namespaced: false, errors);
        if (value.AggregationRule is not { } aggregation)
            return;
        var path = FieldPath.Of("aggregationRule").Child("clusterRoleSelectors");
        if (aggregation.ClusterRoleSelectors.Count == 0)
            errors.Required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil");
        for (var i = 0; i < aggregation.ClusterRoleSelectors.Count; i++)
            LabelRules.ValidateSelector(aggregation.ClusterRoleSelectors[i], path.Index(i), errors);
    }
}
