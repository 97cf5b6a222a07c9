using Krewe.Model.Kinds;
using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Rbac;

/// <summary>Names and rules of <see cref="RoleBinding"/>.</summary>
public sealed class RoleBindingKind : KindDefinition<RoleBinding>
{
    private RoleBindingKind()
    {
    }

    /// <summary>The definition.</summary>
    public static RoleBindingKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("rbac.authorization.k8s.io", "v1", "RoleBinding");

    /// <inheritdoc/>
    public override string Plural => "rolebindings";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } = BindingCells.Columns<RoleBinding>(value => value.RoleRef, value => value.Subjects);

    /// <inheritdoc/>
    protected override NameRule NameRule => PolicyRules.NameRule;

    /// <inheritdoc/>
    protected override RoleBinding ApplyDefaults(RoleBinding value) =>
        value with { Subjects = BindingRules.Apply(value.Subjects), RoleRef = BindingRules.Apply(value.RoleRef) };

    /// <inheritdoc/>
    protected override void Validate(RoleBinding value, FieldErrors errors) =>
        BindingRules.Validate(value.RoleRef, value.Subjects, ["Role", "ClusterRole"], namespaced: true, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RoleBinding value, RoleBinding old, FieldErrors errors)
    {
        Validate(value, errors);
        BindingRules.ValidateUpdate(value.RoleRef, old.RoleRef, errors);
    }
}
