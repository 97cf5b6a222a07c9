namespace Krewe.Gateway.Authorization;

/// <summary>Something that may be done. Nothing forbids: what no rule allows is refused.</summary>
internal sealed record AccessRule
{
    private const string All = "*";

    /// <summary>Verbs; <c>*</c> for all.</summary>
    public required IReadOnlyList<string> Verbs { get; init; }

    /// <summary>API groups of resources; <c>*</c> for all.</summary>
    public IReadOnlyList<string> ApiGroups { get; init; } = [];

    /// <summary>Resources: <c>pods</c>, <c>pods/log</c>, <c>*/scale</c>, or <c>*</c> for all with their subresources.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Names of objects; none for all.</summary>
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    /// <summary>Paths that are no resources; <c>*</c> at the end stands for the rest.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Everything.</summary>
    public static IReadOnlyList<AccessRule> Everything { get; } =
    [
        new() { Verbs = [All], ApiGroups = [All], Resources = [All] },
        new() { Verbs = [All], Paths = [All] },
    ];

    /// <summary>True if the rule allows a request, wherever the rule itself holds.</summary>
    public bool Allows(AccessRequest request) => Has(Verbs, request.Verb) && request switch
    {
        AccessRequest.Resource resource => Has(ApiGroups, resource.Group) && Resources.Any(rule => Names(rule, resource))
            && (ResourceNames.Count == 0 || (resource.Name.Length > 0 && ResourceNames.Contains(resource.Name))),
        AccessRequest.Path path => Paths.Any(rule => Covers(rule, path.Url)),
        _ => false,
    };

    private static bool Has(IReadOnlyList<string> allowed, string wanted) => allowed.Contains(All) || allowed.Contains(wanted);

    private static bool Names(string rule, AccessRequest.Resource resource) =>
        rule == All || rule == resource.FullName || (resource.Subresource.Length > 0 && rule == $"{All}/{resource.Subresource}");

    private static bool Covers(string rule, string url) =>
        rule == All || rule == url || (rule.EndsWith('*') && url.StartsWith(rule.AsSpan(..^1), StringComparison.Ordinal));
}
