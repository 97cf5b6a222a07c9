using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Authentication;

/// <summary>Asks who the caller is.</summary>
public sealed partial record SelfSubjectReview : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => SelfSubjectReviewKind.Instance;

    /// <summary>The answer.</summary>
    [Field(2)]
    public SelfSubjectReviewStatus Status { get; init; } = new();
}

/// <summary>Who the caller is.</summary>
public sealed partial record SelfSubjectReviewStatus : ApiRecord
{
    /// <summary>The user that the caller's credential proves.</summary>
    [Field(1)]
    public UserInfo UserInfo { get; init; } = new();
}
