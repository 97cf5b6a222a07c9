using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Rbac;

/// <summary>Gives a cluster role to someone, in all namespaces.</summary>
public sealed partial record ClusterRoleBinding : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ClusterRoleBindingKind.Instance;

    /// <summary>Who gets the role.</summary>
    [Field(2)]
    public IReadOnlyList<Subject> Subjects { get; init; } = [];

    /// <summary>The role that is given. Cannot be changed.</summary>
    [Field(3, Required = true)]
    public RoleRef RoleRef { get; init; } = new();
}
