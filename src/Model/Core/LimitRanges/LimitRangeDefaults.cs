using Krewe.Model.Quantities;

namespace Krewe.Model.Core;

/// <summary>Defaults of limit ranges.</summary>
internal static class LimitRangeDefaults
{
    public static LimitRange Apply(LimitRange range) => range with { Spec = range.Spec with { Limits = [.. range.Spec.Limits.Select(Apply)] } };

    // A container's limit is by default the most that it may have, its request the limit, or else the least that it must have.
    private static LimitRangeItem Apply(LimitRangeItem item)
    {
        if (item.Type != LimitType.Container)
            return item;
        var limits = Fill(item.Default, item.Max);
        return item with { Default = limits, DefaultRequest = Fill(Fill(item.DefaultRequest, limits), item.Min) };
    }

    private static IReadOnlyDictionary<string, Quantity> Fill(IReadOnlyDictionary<string, Quantity> given, IReadOnlyDictionary<string, Quantity> otherwise)
    {
        if (otherwise.Keys.All(given.ContainsKey))
            return given;
        var filled = new Dictionary<string, Quantity>(given, StringComparer.Ordinal);
        foreach (var (name, amount) in otherwise)
            filled.TryAdd(name, amount);
        return filled;
    }
}
