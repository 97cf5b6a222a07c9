using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Authorization;

/// <summary>Asks whether a user may do something.</summary>
public sealed partial record SubjectAccessReview : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => SubjectAccessReviewKind.Instance;

    /// <summary>Who, and what.</summary>
    [Field(2, Required = true)]
    public SubjectAccessReviewSpec Spec { get; init; } = new();

    /// <summary>The answer.</summary>
    [Field(3)]
    public SubjectAccessReviewStatus Status { get; init; } = new();
}

/// <summary>Who would do what. Exactly one of the attributes is given, and a user or a group at least.</summary>
public sealed partial record SubjectAccessReviewSpec : ApiRecord
{
    /// <summary>What would be done with resources.</summary>
    [Field(1)]
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>What would be done with a path that is no resource.</summary>
    [Field(2)]
    public NonResourceAttributes? NonResourceAttributes { get; init; }

    /// <summary>Name of the user.</summary>
    [Field(3)]
    public string? User { get; init; }

    /// <summary>Groups of the user.</summary>
    [Field(4)]
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What else is known of the user.</summary>
    [Field(5)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = StringMap.EmptyOf<IReadOnlyList<string>>();

    /// <summary>UID of the user.</summary>
    [Field(6)]
    public string? Uid { get; init; }
}

/// <summary>Whether something may be done.</summary>
public sealed partial record SubjectAccessReviewStatus : ApiRecord
{
    /// <summary>True if it may be done.</summary>
    [Field(1, Required = true)]
    public bool? Allowed { get; init; }

    /// <summary>True if it is denied for good, whatever else is allowed.</summary>
    [Field(4, OmitZero = true)]
    public bool? Denied { get; init; }

    /// <summary>What allows it.</summary>
    [Field(2)]
    public string? Reason { get; init; }

    /// <summary>What could not be found out.</summary>
    [Field(3)]
    public string? EvaluationError { get; init; }
}
