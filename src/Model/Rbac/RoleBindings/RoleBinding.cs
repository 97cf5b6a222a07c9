using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Rbac;

/// <summary>Gives a role, or a cluster role as far as the namespace goes, to someone.</summary>
public sealed partial record RoleBinding : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => RoleBindingKind.Instance;

    /// <summary>Who gets the role.</summary>
    [Field(2)]
    public IReadOnlyList<Subject> Subjects { get; init; } = [];

    /// <summary>The role that is given. Cannot be changed.</summary>
    [Field(3, Required = true)]
    public RoleRef RoleRef { get; init; } = new();
}
