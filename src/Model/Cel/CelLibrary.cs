using System.Collections.Frozen;

namespace Krewe.Model.Cel;

/// <summary>
/// The functions that expressions may call: CEL's own and those that Kubernetes adds (texts, lists, regular expressions, URLs, addresses, quantities,
/// sets, optionals).
/// </summary>
internal static class CelLibrary
{
    private static readonly FrozenDictionary<(string, bool), CelOverload[]> Known =
        new[] { CelOperators.All, CelConversions.All, CelTexts.All, CelFormat.All, CelLists.All, CelTimes.All, CelAddresses.All, CelQuantities.All, CelOptionals.All }
            .SelectMany(static part => part)
            .GroupBy(static overload => (overload.Name, overload.IsMethod))
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray());

    /// <summary>The forms of a function, none where there is no such function.</summary>
    public static IReadOnlyList<CelOverload> Find(string name, bool isMethod) => Known.GetValueOrDefault((name, isMethod)) ?? [];
}
