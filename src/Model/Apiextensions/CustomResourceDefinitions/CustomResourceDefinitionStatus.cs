using Krewe.Model.Core;
using Krewe.Model.Schema;

namespace Krewe.Model.Apiextensions;

/// <summary>Whether a kind is served, and under which names.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus")]
public sealed partial record CustomResourceDefinitionStatus : ApiRecord
{
    /// <summary>What is known of the definition.</summary>
    [Field(1, MergeKey = "type")]
    public IReadOnlyList<CustomResourceDefinitionCondition> Conditions { get; init; } = [];

    /// <summary>The names under which the kind is served; they differ from those asked for while another definition has these.</summary>
    [Field(2)]
    public CustomResourceDefinitionNames AcceptedNames { get; init; } = new();

    /// <summary>Every version in which objects were ever stored. A version in this list cannot be removed from the definition.</summary>
    [Field(3)]
    public IReadOnlyList<string> StoredVersions { get; init; } = [];

    /// <summary>True if a condition of the type is true.</summary>
    public bool Is(CustomResourceDefinitionConditionType type) =>
        Conditions.Any(condition => condition.Type == type && condition.Status == ConditionStatus.True);
}

/// <summary>One thing that is known of a definition.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition")]
public sealed partial record CustomResourceDefinitionCondition : ApiRecord
{
    /// <summary>What it is about.</summary>
    [Field(1, Required = true)]
    public CustomResourceDefinitionConditionType? Type { get; init; }

    /// <summary>True, False or Unknown.</summary>
    [Field(2, Required = true)]
    public ConditionStatus? Status { get; init; }

    /// <summary>When the condition changed from one status to another.</summary>
    [Field(3)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Reason in one CamelCase word, for programs.</summary>
    [Field(4)]
    public string? Reason { get; init; }

    /// <summary>Details in a sentence, for people.</summary>
    [Field(5)]
    public string? Message { get; init; }
}

/// <summary>What a definition's condition is about.</summary>
public readonly record struct CustomResourceDefinitionConditionType(string Value) : IOpenEnum<CustomResourceDefinitionConditionType>
{
    /// <summary>The kind is served.</summary>
    public static CustomResourceDefinitionConditionType Established { get; } = new("Established");

    /// <summary>No other definition has the names.</summary>
    public static CustomResourceDefinitionConditionType NamesAccepted { get; } = new("NamesAccepted");

    /// <summary>The schema is not structural.</summary>
    public static CustomResourceDefinitionConditionType NonStructuralSchema { get; } = new("NonStructuralSchema");

    /// <summary>The definition is being deleted, and the kind's objects with it.</summary>
    public static CustomResourceDefinitionConditionType Terminating { get; } = new("Terminating");

    /// <inheritdoc/>
    public static IReadOnlyList<CustomResourceDefinitionConditionType> Known { get; } = [Established, NamesAccepted, NonStructuralSchema, Terminating];

    /// <inheritdoc/>
    public static CustomResourceDefinitionConditionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
