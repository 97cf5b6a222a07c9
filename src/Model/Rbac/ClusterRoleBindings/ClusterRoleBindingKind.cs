using Krewe.Model.Kinds;
using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Rbac;

/// <summary>Names and rules of <see cref="ClusterRoleBinding"/>.</summary>
public sealed class ClusterRoleBindingKind : KindDefinition<ClusterRoleBinding>
{
    private ClusterRoleBindingKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ClusterRoleBindingKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding");

    /// <inheritdoc/>
    public override string Plural => "clusterrolebindings";

    /// <inheritdoc/>
    public override bool Namespaced => false;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } = BindingCells.Columns<ClusterRoleBinding>(value => value.RoleRef, value => value.Subjects);

    /// <inheritdoc/>
    protected override NameRule NameRule => PolicyRules.NameRule;

    /// <inheritdoc/>
    protected override ClusterRoleBinding ApplyDefaults(ClusterRoleBinding value) =>
        value with { Subjects = BindingRules.Apply(value.Subjects), RoleRef = BindingRules.Apply(value.RoleRef) };

    /// <inheritdoc/>
    protected override void Validate(ClusterRoleBinding value, FieldErrors errors) =>
        BindingRules.Validate(value.RoleRef, value.Subjects, ["ClusterRole"], namespaced: false, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(ClusterRoleBinding value, ClusterRoleBinding old, FieldErrors errors)
    {
        Validate(value, errors);
        BindingRules.ValidateUpdate(value.RoleRef, old.RoleRef, errors);
    }
}
