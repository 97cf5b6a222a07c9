using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Apps;

/// <summary>Desired state of a deployment.</summary>
public sealed partial record DeploymentSpec : ApiRecord
{
    /// <summary>Number of pods; 1 by default.</summary>
    [Field(1)]
    public int? Replicas { get; init; }

    /// <summary>Selects its pods; must match the labels of the template. Cannot be changed.</summary>
    [Field(2, Required = true)]
    public LabelSelector? Selector { get; init; }

    /// <summary>The pods to create.</summary>
    [Field(3, Required = true)]
    public PodTemplateSpec Template { get; init; } = new();

    /// <summary>How pods are replaced by new ones.</summary>
    [Field(4, RetainKeys = true)]
    public DeploymentStrategy Strategy { get; init; } = new();

    /// <summary>Seconds that a new pod must be ready before it counts as available.</summary>
    [Field(5, OmitZero = true)]
    public int? MinReadySeconds { get; init; }

    /// <summary>Number of old replica sets to keep for going back; 10 by default.</summary>
    [Field(6)]
    public int? RevisionHistoryLimit { get; init; }

    /// <summary>True to hold back changes of the template.</summary>
    [Field(7, OmitZero = true)]
    public bool? Paused { get; init; }

    /// <summary>Seconds without progress after which a rollout counts as failed; 600 by default.</summary>
    [Field(9)]
    public int? ProgressDeadlineSeconds { get; init; }
}

/// <summary>How pods are replaced by new ones.</summary>
public sealed partial record DeploymentStrategy : ApiRecord
{
    /// <summary>Recreate or RollingUpdate. RollingUpdate by default.</summary>
    [Field(1)]
    public DeploymentStrategyType? Type { get; init; }

    /// <summary>Limits of a rolling update.</summary>
    [Field(2)]
    public RollingUpdateDeployment? RollingUpdate { get; init; }
}

/// <summary>Limits of a rolling update.</summary>
public sealed partial record RollingUpdateDeployment : ApiRecord
{
    /// <summary>Number or percentage (rounded down) of pods that may be unavailable; 25% by default.</summary>
    [Field(1)]
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>Number or percentage (rounded up) of pods beyond the desired number; 25% by default.</summary>
    [Field(2)]
    public IntOrString? MaxSurge { get; init; }
}
