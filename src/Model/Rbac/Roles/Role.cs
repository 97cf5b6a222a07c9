using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Rbac;

/// <summary>What may be done in one namespace by whoever it is bound to.</summary>
public sealed partial record Role : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => RoleKind.Instance;

    /// <summary>What is allowed; nothing is forbidden by a rule.</summary>
    [Field(2)]
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
}
