using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary>Values that may be absent.</summary>
internal static class CelOptionals
{
    public static IEnumerable<CelOverload> All { get; } =
    [
        Function("optional.none", [], CelType.Optional, static _ => CelOptional.None),
        Function("optional.of", [Dyn], static types => OptionalOf(types[0]), static (a, _) => CelOptional.Of(a[0])),
        Function("optional.ofNonZeroValue", [Dyn], static types => OptionalOf(types[0]), static (a, _) => IsZero(a[0]) ? CelOptional.None : CelOptional.Of(a[0])),
        Method("hasValue", [CelType.Optional], Bool, static a => O(a).HasValue),
        Method("value", [CelType.Optional], Inner, static (a, _) => O(a).HasValue ? O(a).Value : new CelError("optional.none() dereference")),
        Method("or", [CelType.Optional, CelType.Optional], static types => types[0].Or(types[1]), static (a, _) => O(a).HasValue ? a[0] : a[1]),
        Method("orValue", [CelType.Optional, Dyn], static types => Inner(types).Or(types[1]), static (a, _) => O(a).HasValue ? O(a).Value : a[1]),
    ];

    private static CelOptional O(object?[] arguments) => (CelOptional)arguments[0]!;

    private static CelType Inner(IReadOnlyList<CelType> types) => types[0].Element ?? Dyn;

    private static bool IsZero(object? value) => value switch
    {
        null or false or 0L or 0UL or 0.0 or "" => true,
        CelList list => list.Count == 0,
        CelMap map => map.Count == 0,
        TimeSpan span => span == TimeSpan.Zero,
        _ => false,
    };
}
