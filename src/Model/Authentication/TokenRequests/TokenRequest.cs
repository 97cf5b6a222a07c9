using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Authentication;

/// <summary>Asks for a token that proves to be a service account; the answer holds it.</summary>
[TypeMeta("authentication.k8s.io/v1", "TokenRequest")]
public sealed partial record TokenRequest : ApiRecord
{
    /// <summary>Name and namespace of the service account.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Which token is wanted.</summary>
    [Field(2, Required = true)]
    public TokenRequestSpec Spec { get; init; } = new();

    /// <summary>The token.</summary>
    [Field(3)]
    public TokenRequestStatus Status { get; init; } = new();
}

/// <summary>Which token is wanted.</summary>
public sealed partial record TokenRequestSpec : ApiRecord
{
    /// <summary>For whom the token is meant; whoever is not named must refuse it. Without any it is meant for the API server.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>How long the token shall hold, in seconds; an hour by default. The server may give another time.</summary>
    [Field(4)]
    public long? ExpirationSeconds { get; init; }

    /// <summary>An object that the token depends on: when the object is gone, the token holds no more.</summary>
    [Field(3)]
    public BoundObjectReference? BoundObjectRef { get; init; }
}

/// <summary>Names the object that a token depends on.</summary>
public sealed partial record BoundObjectReference : ApiRecord
{
    /// <summary>Kind of the object: Pod, Secret or Node.</summary>
    [Field(1)]
    public string? Kind { get; init; }

    /// <summary>API version of the object.</summary>
    [Field(2)]
    public string? ApiVersion { get; init; }

    /// <summary>Name of the object.</summary>
    [Field(3)]
    public string? Name { get; init; }

    /// <summary>UID of the object; if it is given, the object must have it.</summary>
    [Field(4)]
    public string? Uid { get; init; }
}

/// <summary>A token that was given out.</summary>
public sealed partial record TokenRequestStatus : ApiRecord
{
    /// <summary>The token, opaque to its bearer.</summary>
    [Field(1, Required = true)]
    public string? Token { get; init; }

    /// <summary>When the token ceases to hold.</summary>
    [Field(2, Required = true)]
    public DateTimeOffset? ExpirationTimestamp { get; init; }
}
