namespace Krewe.Gateway.Authorization.Escalation;

/// <summary>
/// Whether rules cover others: whether whoever has the ones may do all that the others allow. Rules are taken apart into the smallest ones,
/// each of which one of the covering rules must allow by itself, as in Kubernetes.
/// </summary>
internal static class RuleCover
{
    private const string All = "*";

    /// <summary>What of <paramref name="wanted"/> nothing in <paramref name="held"/> covers, in smallest rules that are put together again by their verbs.</summary>
    public static IReadOnlyList<AccessRule> Missing(IReadOnlyList<AccessRule> held, IEnumerable<AccessRule> wanted)
    {
        var missing = new List<AccessRule>();
        foreach (var part in wanted.SelectMany(Parts).Where(part => !held.Any(rule => Covers(rule, part))))
        {
            var same = missing.FindIndex(other => IsSameBut(other, part));
            if (same < 0)
                missing.Add(part);
            else
                missing[same] = missing[same] with { Verbs = [.. missing[same].Verbs.Union(part.Verbs, StringComparer.Ordinal)] };
        }
        return missing;
    }

    private static IEnumerable<AccessRule> Parts(AccessRule rule)
    {
        IReadOnlyList<string[]> names = rule.ResourceNames.Count == 0 ? [[]] : [.. rule.ResourceNames.Select(name => (string[])[name])];
        foreach (var group in rule.ApiGroups)
        {
            foreach (var resource in rule.Resources)
            {
                foreach (var verb in rule.Verbs)
                {
                    foreach (var name in names)
                        yield return new AccessRule { Verbs = [verb], ApiGroups = [group], Resources = [resource], ResourceNames = name };
                }
            }
        }
        foreach (var path in rule.Paths)
        {
            foreach (var verb in rule.Verbs)
                yield return new AccessRule { Verbs = [verb], Paths = [path] };
        }
    }

    private static bool Covers(AccessRule held, AccessRule part) => Has(held.Verbs, part.Verbs[0]) && (part.Paths.Count > 0
        ? held.Paths.Any(path => CoversPath(path, part.Paths[0]))
        : Has(held.ApiGroups, part.ApiGroups[0])
            && held.Resources.Any(resource => CoversResource(resource, part.Resources[0]))
            && (held.ResourceNames.Count == 0 || (part.ResourceNames.Count > 0 && held.ResourceNames.Contains(part.ResourceNames[0]))));

    private static bool Has(IReadOnlyList<string> held, string wanted) => held.Contains(All) || held.Contains(wanted);

    private static bool CoversResource(string held, string wanted) => held == All || held == wanted
        || (held.StartsWith("*/", StringComparison.Ordinal) && wanted.Split('/') is [_, var subresource] && held[2..] == subresource);

    private static bool CoversPath(string held, string wanted) => held == wanted
        || (held.EndsWith('*') && wanted.TrimEnd('*').StartsWith(held.AsSpan(..^1), StringComparison.Ordinal));

    private static bool IsSameBut(AccessRule left, AccessRule right) => left.ResourceNames.Count == 0 && right.ResourceNames.Count == 0
        && left.Paths.Count == 0 && right.Paths.Count == 0 && left.ApiGroups[0] == right.ApiGroups[0] && left.Resources[0] == right.Resources[0];
}
