using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Authentication;

/// <summary>Asks whom a token proves somebody to be.</summary>
public sealed partial record TokenReview : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => TokenReviewKind.Instance;

    /// <summary>The token.</summary>
    [Field(2, Required = true)]
    public TokenReviewSpec Spec { get; init; } = new();

    /// <summary>The answer.</summary>
    [Field(3)]
    public TokenReviewStatus Status { get; init; } = new();
}

/// <summary>The token in question.</summary>
public sealed partial record TokenReviewSpec : ApiRecord
{
    /// <summary>The token as it stands in a request's Authorization header after Bearer.</summary>
    [Field(1)]
    public string? Token { get; init; }

    /// <summary>Who asks on account of the token: it must be meant for one of these. Without any, for the API server.</summary>
    [Field(2)]
    public IReadOnlyList<string> Audiences { get; init; } = [];
}

/// <summary>Whom a token proves somebody to be.</summary>
public sealed partial record TokenReviewStatus : ApiRecord
{
    /// <summary>True if the token is good.</summary>
    [Field(1, OmitZero = true)]
    public bool? Authenticated { get; init; }

    /// <summary>Whose token it is.</summary>
    [Field(2)]
    public UserInfo User { get; init; } = new();

    /// <summary>Those of the audiences asked for that the token is meant for.</summary>
    [Field(4)]
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>Why the token could not be checked, or is no good.</summary>
    [Field(3)]
    public string? Error { get; init; }
}
