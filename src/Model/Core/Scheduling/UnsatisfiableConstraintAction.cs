using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What happens to a pod that would spread badly.</summary>
public readonly record struct UnsatisfiableConstraintAction(string Value) : IOpenEnum<UnsatisfiableConstraintAction>
{
    /// <summary>It waits.</summary>
    public static UnsatisfiableConstraintAction DoNotSchedule { get; } = new("DoNotSchedule");

    /// <summary>It is placed where it does least harm.</summary>
    public static UnsatisfiableConstraintAction ScheduleAnyway { get; } = new("ScheduleAnyway");

    /// <inheritdoc/>
    public static IReadOnlyList<UnsatisfiableConstraintAction> Known { get; } = [DoNotSchedule, ScheduleAnyway];

    /// <inheritdoc/>
    public static UnsatisfiableConstraintAction From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
