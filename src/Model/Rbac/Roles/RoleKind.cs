using Krewe.Model.Kinds;
using Krewe.Model.Names;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Rbac;

/// <summary>Names and rules of <see cref="Role"/>.</summary>
public sealed class RoleKind : KindDefinition<Role>
{
    private RoleKind()
    {
    }

    /// <summary>The definition.</summary>
    public static RoleKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("rbac.authorization.k8s.io", "v1", "Role");

    /// <inheritdoc/>
    public override string Plural => "roles";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } = [Column.CreatedAt];

    /// <inheritdoc/>
    protected override NameRule NameRule => PolicyRules.NameRule;

    /// <inheritdoc/>
    protected override void Validate(Role value, FieldErrors errors) => PolicyRules.Validate(value.Rules, namespaced: true, errors);
}
