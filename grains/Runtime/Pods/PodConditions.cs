using Krewe.Model.Core;

namespace Krewe.Grains.Pods;

/// <summary>Lists of pod conditions, one of each type.</summary>
internal static class PodConditions
{
    /// <summary>The list with one condition set, in its place or at the end.</summary>
    public static IReadOnlyList<PodCondition> With(IReadOnlyList<PodCondition> conditions, PodCondition condition)
    {
        var result = conditions.ToList();
        var index = result.FindIndex(known => known.Type == condition.Type);
        if (index < 0)
            result.Add(condition);
        else
            result[index] = condition;
        return result;
    }
}
