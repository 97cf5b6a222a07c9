using Krewe.Model.Quantities;
using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary>Amounts such as <c>500m</c> and <c>1Gi</c>, as Kubernetes adds them to CEL.</summary>
internal static class CelQuantities
{
    private static readonly Int128 Nanos = 1_000_000_000;

    public static IEnumerable<CelOverload> All { get; } =
    [
        Function("isQuantity", [Text], Bool, static a => Quantities.Quantity.TryParse((string)a[0]!, out _)),
        Function("quantity", [Text], CelType.Quantity, static a => Quantities.Quantity.TryParse((string)a[0]!, out var amount) ? amount : new CelError(Quantities.Quantity.FormatError)),
        Method("isInteger", [CelType.Quantity], Bool, static a => Whole(Q(a, 0)) is not null),
        Method("asInteger", [CelType.Quantity], Int, static a => Whole(Q(a, 0)) ?? (object)new CelError("cannot convert value to integer")),
        Method("asApproximateFloat", [CelType.Quantity], CelType.Double, static a => (double)Q(a, 0).Nanos / 1e9),
        Method("sign", [CelType.Quantity], Int, static a => (long)Q(a, 0).Sign),
        Method("add", [CelType.Quantity, CelType.Quantity], CelType.Quantity, static a => Q(a, 0) + Q(a, 1)),
        Method("add", [CelType.Quantity, Int], CelType.Quantity, static a => Q(a, 0) + Quantities.Quantity.Of((long)a[1]!)),
        Method("sub", [CelType.Quantity, CelType.Quantity], CelType.Quantity, static a => Q(a, 0) - Q(a, 1)),
        Method("sub", [CelType.Quantity, Int], CelType.Quantity, static a => Q(a, 0) - Quantities.Quantity.Of((long)a[1]!)),
        Method("isGreaterThan", [CelType.Quantity, CelType.Quantity], Bool, static a => Q(a, 0) > Q(a, 1)),
        Method("isLessThan", [CelType.Quantity, CelType.Quantity], Bool, static a => Q(a, 0) < Q(a, 1)),
        Method("compareTo", [CelType.Quantity, CelType.Quantity], Int, static a => (long)Math.Sign(Q(a, 0).CompareTo(Q(a, 1)))),
    ];

    private static Quantity Q(object?[] arguments, int i) => (Quantity)arguments[i]!;

    private static long? Whole(Quantity amount) =>
        amount.Nanos % Nanos == 0 && amount.Nanos / Nanos is var whole && whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null;
}
