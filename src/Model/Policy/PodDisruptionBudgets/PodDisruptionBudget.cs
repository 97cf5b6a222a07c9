using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Policy;

/// <summary>Says how many of a set of pods may be down at a time by what people do on purpose, such as draining a node.</summary>
public sealed partial record PodDisruptionBudget : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => PodDisruptionBudgetKind.Instance;

    /// <summary>The budget.</summary>
    [Field(2)]
    public PodDisruptionBudgetSpec Spec { get; init; } = new();

    /// <summary>What is left of it.</summary>
    [Field(3)]
    public PodDisruptionBudgetStatus Status { get; init; } = new();
}

/// <summary>A budget of disruptions.</summary>
public sealed partial record PodDisruptionBudgetSpec : ApiRecord
{
    /// <summary>Number or percentage (rounded up) of the pods that must stay healthy. Either this or maxUnavailable.</summary>
    [Field(1)]
    public IntOrString? MinAvailable { get; init; }

    /// <summary>Selects the pods; an empty selector selects all of the namespace, none at all selects nothing.</summary>
    [Field(2)]
    public LabelSelector? Selector { get; init; }

    /// <summary>Number or percentage (rounded up) of the pods that may be down.</summary>
    [Field(3)]
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>When pods that are not ready may be evicted: IfHealthyBudget (the default) while enough others are healthy, AlwaysAllow at any time.</summary>
    [Field(4)]
    public UnhealthyPodEvictionPolicy? UnhealthyPodEvictionPolicy { get; init; }
}

/// <summary>What is left of a budget of disruptions.</summary>
public sealed partial record PodDisruptionBudgetStatus : ApiRecord
{
    /// <summary>Generation of the object that the status was made for.</summary>
    [Field(1, OmitZero = true)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Pods whose eviction was allowed and that have not begun to end yet, with the time of the eviction.</summary>
    [Field(2)]
    public IReadOnlyDictionary<string, DateTimeOffset> DisruptedPods { get; init; } = StringMap.EmptyOf<DateTimeOffset>();

    /// <summary>How many pods may be evicted now.</summary>
    [Field(3, Required = true)]
    public int DisruptionsAllowed { get; init; }

    /// <summary>How many pods are healthy.</summary>
    [Field(4, Required = true)]
    public int CurrentHealthy { get; init; }

    /// <summary>How many must be.</summary>
    [Field(5, Required = true)]
    public int DesiredHealthy { get; init; }

    /// <summary>How many pods there should be.</summary>
    [Field(6, Required = true)]
    public int ExpectedPods { get; init; }

    /// <summary>Whether disruptions are allowed, and why not.</summary>
    [Field(7, MergeKey = "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
