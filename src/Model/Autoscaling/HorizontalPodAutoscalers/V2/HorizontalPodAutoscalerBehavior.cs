using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>How fast an autoscaler scales.</summary>
public sealed partial record HorizontalPodAutoscalerBehavior : ApiRecord
{
    /// <summary>Rules of scaling up; by default 4 pods or 100% in 15 seconds, whichever is more, at once.</summary>
    [Field(1)]
    public HPAScalingRules? ScaleUp { get; init; }

    /// <summary>Rules of scaling down; by default to the fewest pods, by the highest recommendation of the last 300 seconds.</summary>
    [Field(2)]
    public HPAScalingRules? ScaleDown { get; init; }
}

/// <summary>Rules of scaling in one direction.</summary>
public sealed partial record HPAScalingRules : ApiRecord
{
    /// <summary>Which of several policies counts: Max (the default), Min, or Disabled for none.</summary>
    [Field(1)]
    public ScalingPolicySelect? SelectPolicy { get; init; }

    /// <summary>How much may change in what time.</summary>
    [Field(2, Atomic = true)]
    public IReadOnlyList<HPAScalingPolicy> Policies { get; init; } = [];

    /// <summary>For how many seconds past recommendations count; 0 to 3600.</summary>
    [Field(3)]
    public int? StabilizationWindowSeconds { get; init; }

    /// <summary>By how much what is measured may differ from what it shall be before anything is done: 0.1 is a tenth.</summary>
    [Field(4)]
    public Quantity? Tolerance { get; init; }
}

/// <summary>How much may change in what time.</summary>
public sealed partial record HPAScalingPolicy : ApiRecord
{
    /// <summary>What the value counts: Pods, or Percent of the pods that there are.</summary>
    [Field(1, Required = true)]
    public HPAScalingPolicyType? Type { get; init; }

    /// <summary>How much; more than 0.</summary>
    [Field(2, Required = true)]
    public int Value { get; init; }

    /// <summary>In how many seconds; 1 to 1800.</summary>
    [Field(3, Required = true)]
    public int PeriodSeconds { get; init; }
}
