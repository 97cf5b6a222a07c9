using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary>Lists, and lists as sets.</summary>
internal static class CelLists
{
    private static readonly CelError Overflow = new("integer overflow");

    public static IEnumerable<CelOverload> All { get; } =
    [
        Method("isSorted", [CelType.List], static _ => Bool, static (a, budget) => IsSorted(L(a, 0), budget)),
        Method("sum", [CelType.List], Item, static (a, budget) => Sum(L(a, 0), budget)),
        Method("min", [CelType.List], Item, static (a, budget) => Extreme(L(a, 0), "min", order: -1, budget)),
        Method("max", [CelType.List], Item, static (a, budget) => Extreme(L(a, 0), "max", order: 1, budget)),
        Method("indexOf", [CelType.List, Dyn], static _ => Int, static (a, budget) => IndexOf(L(a, 0), a[1], budget, fromEnd: false)),
        Method("lastIndexOf", [CelType.List, Dyn], static _ => Int, static (a, budget) => IndexOf(L(a, 0), a[1], budget, fromEnd: true)),
        Function("sets.contains", [CelType.List, CelType.List], static _ => Bool, static (a, budget) => HasAll(L(a, 0), L(a, 1), budget)),
        Function("sets.equivalent", [CelType.List, CelType.List], static _ => Bool,
            static (a, budget) => HasAll(L(a, 0), L(a, 1), budget) && HasAll(L(a, 1), L(a, 0), budget)),
        Function("sets.intersects", [CelType.List, CelType.List], static _ => Bool,
            static (a, budget) => L(a, 0).Count > 0 && L(a, 1).Any(item => CelValues.Contains(L(a, 0), item, budget))),
    ];

    private static CelList L(object?[] arguments, int i) => (CelList)arguments[i]!;

    private static CelType Item(IReadOnlyList<CelType> types) => types[0].Element ?? Dyn;

    private static bool HasAll(CelList list, CelList wanted, CelBudget budget) => wanted.All(item => CelValues.Contains(list, item, budget));

    private static object IsSorted(CelList list, CelBudget budget)
    {
        for (var i = 1; i < list.Count; i++)
        {
            budget.Spend(1);
            budget.Pay(list[i]);
            if (CelValues.Compare(list[i - 1], list[i]) is not { } order)
                return CelError.NoSuchOverload;
            if (order > 0)
                return false;
        }
        return true;
    }

    private static object Sum(CelList list, CelBudget budget)
    {
        object total = list.Count == 0 ? 0L : list[0] ?? CelError.NoSuchOverload;
        for (var i = 1; i < list.Count; i++)
        {
            budget.Spend(1);
            try
            {
                total = (total, list[i]) switch
                {
                    (long x, long y) => checked(x + y),
                    (ulong x, ulong y) => checked(x + y),
                    (double x, double y) => x + y,
                    (TimeSpan x, TimeSpan y) => x + y,
                    _ => CelError.NoSuchOverload,
                };
            }
            catch (OverflowException)
            {
                return Overflow;
            }
        }
        return total is long or ulong or double or TimeSpan ? total : CelError.NoSuchOverload;
    }

    private static object? Extreme(CelList list, string name, int order, CelBudget budget)
    {
        if (list.Count == 0)
            return new CelError($"{name} called on empty list");
        var best = list[0];
        for (var i = 1; i < list.Count; i++)
        {
            budget.Spend(1);
            budget.Pay(list[i]);
            if (CelValues.Compare(list[i], best) is not { } comparison)
                return CelError.NoSuchOverload;
            if (Math.Sign(comparison) == order)
                best = list[i];
        }
        return best;
    }

    private static object IndexOf(CelList list, object? wanted, CelBudget budget, bool fromEnd)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var at = fromEnd ? list.Count - 1 - i : i;
            if (CelValues.Equal(list[at], wanted, budget))
                return (long)at;
        }
        return -1L;
    }
}
