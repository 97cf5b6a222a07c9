using Krewe.Model.Schema;

namespace Krewe.Model.Rbac;

/// <summary>Someone whom a role is given to.</summary>
[Atomic]
public sealed partial record Subject : ApiRecord
{
    /// <summary>User, Group or ServiceAccount.</summary>
    [Field(1, Required = true)]
    public SubjectKind? Kind { get; init; }

    /// <summary>API group of the kind; empty for service accounts, else rbac.authorization.k8s.io by default.</summary>
    [Field(2, Name = "apiGroup")]
    public string? ApiGroup { get; init; }

    /// <summary>Name.</summary>
    [Field(3, Required = true)]
    public string? Name { get; init; }

    /// <summary>Namespace of a service account.</summary>
    [Field(4)]
    public string? Namespace { get; init; }
}

/// <summary>The role that is given. Cannot be changed.</summary>
[Atomic]
public sealed partial record RoleRef : ApiRecord
{
    /// <summary>API group of the role; rbac.authorization.k8s.io by default.</summary>
    [Field(1, Name = "apiGroup", Required = true)]
    public string? ApiGroup { get; init; }

    /// <summary>Role or ClusterRole.</summary>
    [Field(2, Required = true)]
    public string? Kind { get; init; }

    /// <summary>Name.</summary>
    [Field(3, Required = true)]
    public string? Name { get; init; }
}
