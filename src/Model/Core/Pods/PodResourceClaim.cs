using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A claim of devices.</summary>
public sealed partial record PodResourceClaim : ApiRecord
{
    /// <summary>Name, unique in the pod.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Claim in the pod's namespace.</summary>
    [Field(3)]
    public string? ResourceClaimName { get; init; }

    /// <summary>Template that a claim of the pod's own is made from.</summary>
    [Field(4)]
    public string? ResourceClaimTemplateName { get; init; }
}

/// <summary>State of a claim of devices.</summary>
public sealed partial record PodResourceClaimStatus : ApiRecord
{
    /// <summary>Name of the entry in spec.resourceClaims.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Claim that was made for it.</summary>
    [Field(2)]
    public string? ResourceClaimName { get; init; }
}
