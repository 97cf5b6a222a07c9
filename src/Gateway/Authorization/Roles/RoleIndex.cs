using Krewe.Gateway.Authentication;
using Krewe.Gateway.ServiceAccounts;
using Krewe.Model.Meta;
using Krewe.Model.Rbac;
using Krewe.Model.Selectors;

namespace Krewe.Gateway.Authorization.Roles;

/// <summary>
/// What roles and bindings give to whom, made ready for questions: grants by user and by group. A cluster role that is made up of others
/// (<c>aggregationRule</c>) has the rules of all that its selectors match. Immutable.
/// </summary>
internal sealed class RoleIndex
{
    private readonly Dictionary<string, List<RoleGrant>> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RoleGrant>> _groups = new(StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlyList<AccessRule>> _clusterRoles;

    private RoleIndex(Dictionary<string, IReadOnlyList<AccessRule>> clusterRoles) => _clusterRoles = clusterRoles;

    /// <summary>Builds the index. Bindings of roles that do not exist give nothing.</summary>
    public static RoleIndex Of(
        IEnumerable<Role> roles, IEnumerable<ClusterRole> clusterRoles, IEnumerable<RoleBinding> bindings, IEnumerable<ClusterRoleBinding> clusterBindings)
    {
        var everywhere = clusterRoles.ToArray();
        var cluster = everywhere.ToDictionary(role => role.Metadata.Name!, role => RulesOf(role, everywhere), StringComparer.Ordinal);
        var index = new RoleIndex(cluster);
        var local = roles.ToDictionary(role => (role.Metadata.Namespace!, role.Metadata.Name!), role => Convert(role.Rules));
        foreach (var binding in clusterBindings)
        {
            if (cluster.GetValueOrDefault(binding.RoleRef.Name ?? "") is { } rules)
                index.Add(binding, "ClusterRoleBinding", "", binding.Subjects, binding.RoleRef, rules);
        }
        foreach (var binding in bindings)
        {
            var space = binding.Metadata.Namespace!;
            var rules = binding.RoleRef.Kind == "Role"
                ? local.GetValueOrDefault((space, binding.RoleRef.Name ?? ""))
                : cluster.GetValueOrDefault(binding.RoleRef.Name ?? "");
            if (rules is not null)
                index.Add(binding, "RoleBinding", space, binding.Subjects, binding.RoleRef, rules);
        }
        return index;
    }

    /// <summary>The rules of a cluster role, with those that it takes in by label.</summary>
    public IReadOnlyList<AccessRule> RulesOf(string clusterRole) => _clusterRoles.GetValueOrDefault(clusterRole) ?? [];

    /// <summary>Everything that somebody was given, as a user or by groups.</summary>
    public IEnumerable<RoleGrant> GrantsOf(ClientIdentity caller)
    {
        foreach (var grant in _users.GetValueOrDefault(caller.User) ?? [])
            yield return grant;
        foreach (var group in caller.Groups)
        {
            foreach (var grant in _groups.GetValueOrDefault(group) ?? [])
                yield return grant;
        }
    }

    private void Add(ApiObject binding, string kind, string space, IReadOnlyList<Subject> subjects, RoleRef role, IReadOnlyList<AccessRule> rules)
    {
        var name = space.Length == 0 ? binding.Metadata.Name : $"{binding.Metadata.Name}/{space}";
        foreach (var subject in subjects)
        {
            var (table, who, said) = Key(subject, space);
            if (!table.TryGetValue(who, out var grants))
                table[who] = grants = [];
            grants.Add(new RoleGrant(space, rules, $"RBAC: allowed by {kind} \"{name}\" of {role.Kind} \"{role.Name}\" to {said}"));
        }
    }

    private (Dictionary<string, List<RoleGrant>> Table, string Who, string Said) Key(Subject subject, string space)
    {
        var name = subject.Name ?? "";
        if (subject.Kind == SubjectKind.Group)
            return (_groups, name, $"Group \"{name}\"");
        if (subject.Kind != SubjectKind.ServiceAccount)
            return (_users, name, $"User \"{name}\"");
        var home = string.IsNullOrEmpty(subject.Namespace) ? space : subject.Namespace;
        return (_users, ServiceAccountNames.UserOf(home, name), $"ServiceAccount \"{name}/{home}\"");
    }

    private static IReadOnlyList<AccessRule> RulesOf(ClusterRole role, IReadOnlyList<ClusterRole> all)
    {
        if (role.AggregationRule is not { } aggregation)
            return Convert(role.Rules);
        var selectors = aggregation.ClusterRoleSelectors.Select(LabelQuery.From).ToArray();
        return [.. Convert(role.Rules), .. all
            .Where(other => other.Metadata.Name != role.Metadata.Name && Array.Exists(selectors, selector => selector.Matches(other.Metadata.Labels)))
            .SelectMany(other => Convert(other.Rules))];
    }

    /// <summary>Rules of a role as they are asked.</summary>
    public static IReadOnlyList<AccessRule> Convert(IReadOnlyList<PolicyRule> rules) =>
    [
        .. rules.Select(rule => new AccessRule
        {
            Verbs = rule.Verbs,
            ApiGroups = rule.ApiGroups,
            Resources = rule.Resources,
            ResourceNames = rule.ResourceNames,
            Paths = rule.NonResourceURLs,
        }),
    ];
}

/// <summary>Rules that somebody was given by one binding.</summary>
/// <param name="Namespace">Where they hold; empty for everywhere.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Reason">Which binding it was.</param>
internal sealed record RoleGrant(string Namespace, IReadOnlyList<AccessRule> Rules, string Reason)
{
    /// <summary>True if it allows a request.</summary>
    public bool Allows(AccessRequest request) => HoldsFor(request) && Rules.Any(rule => rule.Allows(request));

    private bool HoldsFor(AccessRequest request) => Namespace.Length == 0 || request is AccessRequest.Resource resource && resource.Namespace == Namespace;
}
