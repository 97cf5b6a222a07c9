using Krewe.Gateway.Authentication;
using Krewe.Gateway.Authorization.Roles;
using Krewe.Gateway.Resources;
using Krewe.Grains.Collections;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Rbac;
using Orleans;

namespace Krewe.Gateway.Authorization.Escalation;

/// <summary>
/// Keeps those who may write roles and bindings from giving more than they have. A role may hold what its writer holds, or whatever its writer may
/// <c>escalate</c>; a binding may give what its writer holds, or a role that its writer may <c>bind</c>. Administrators may give everything.
/// </summary>
internal sealed class EscalationGuard(Authorizer authorizer, RoleBook roles, IGrainFactory grains)
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>True where what a request writes has to be looked at.</summary>
    public static bool Concerns(ResourceRequest request) =>
        request.Path.Kind.Gvk.Group == Group && !request.Caller.Groups.Contains(ClientIdentity.Administrators);

    /// <summary>Why the caller may not write an object, or null. Only of requests that are concerned.</summary>
    /// <param name="request">The request.</param>
    /// <param name="value">What shall be written.</param>
    /// <param name="old">What it replaces, or null.</param>
    public async Task<ApiFailure?> CheckAsync(ResourceRequest request, ApiObject value, ApiObject? old) =>
        old is not null && IsOnlyAboutOwners(value, old) ? null : value switch
        {
            Role role => CheckRole(request, role),
            ClusterRole role => CheckClusterRole(request, role, old as ClusterRole),
            RoleBinding binding => await CheckBindingAsync(request, binding, binding.RoleRef),
            ClusterRoleBinding binding => await CheckBindingAsync(request, binding, binding.RoleRef),
            _ => null,
        };

    /// <summary>What the collector of garbage does may be done by anybody who may write, as long as it is to this very version.</summary>
    private static bool IsOnlyAboutOwners(ApiObject value, ApiObject old) => value.Metadata.ResourceVersion == old.Metadata.ResourceVersion && value with
    {
        Metadata = value.Metadata with
        {
            OwnerReferences = old.Metadata.OwnerReferences,
            Finalizers = old.Metadata.Finalizers,
            ManagedFields = old.Metadata.ManagedFields,
        },
    } == old;

    private ApiFailure? CheckClusterRole(ResourceRequest request, ClusterRole role, ClusterRole? old)
    {
        if (May(request, "escalate", request.Path.Kind.Plural, request.Path.Name ?? ""))
            return null;
        if ((role.AggregationRule ?? old?.AggregationRule) is not null && RuleCover.Missing(HeldBy(request), AccessRule.Everything).Count > 0)
            return ApiFailure.Forbidden(request.Path.Kind, NameOf(request, role), "must have cluster-admin privileges to use the aggregationRule");
        return CheckRules(request, role, RoleIndex.Convert(role.Rules));
    }

    private ApiFailure? CheckRole(ResourceRequest request, Role role) =>
        May(request, "escalate", request.Path.Kind.Plural, request.Path.Name ?? "") ? null : CheckRules(request, role, RoleIndex.Convert(role.Rules));

    private async Task<ApiFailure?> CheckBindingAsync(ResourceRequest request, ApiObject binding, RoleRef reference)
    {
        var isClusterRole = reference.Kind != "Role";
        var name = reference.Name ?? "";
        if (May(request, "bind", isClusterRole ? "clusterroles" : "roles", name))
            return null;
        KindDefinition kind = isClusterRole ? ClusterRoleKind.Instance : RoleKind.Instance;
        // What was created a moment ago may be bound; an index may not have it yet.
        if (await grains.GetCollection(kind).Get(new ObjectKey(isClusterRole ? "" : request.Path.Namespace, name)) is not { } document)
            return ApiFailure.NotFound(kind, name);
        var rules = document.Object switch
        {
            Role role => RoleIndex.Convert(role.Rules),
            ClusterRole { AggregationRule: not null } role => [.. RoleIndex.Convert(role.Rules), .. roles.Current.RulesOf(name)],
            ClusterRole role => RoleIndex.Convert(role.Rules),
            _ => [],
        };
        return CheckRules(request, binding, rules);
    }

    private ApiFailure? CheckRules(ResourceRequest request, ApiObject value, IReadOnlyList<AccessRule> rules)
    {
        var missing = RuleCover.Missing(HeldBy(request), rules);
        if (missing.Count == 0)
            return null;
        var caller = request.Caller;
        var list = string.Join('\n', missing.Select(Describe).Order(StringComparer.Ordinal));
        return ApiFailure.Forbidden(request.Path.Kind, NameOf(request, value),
            $"user \"{caller.User}\" (groups={Quoted(caller.Groups)}) is attempting to grant RBAC permissions not currently held:\n{list}");
    }

    private bool May(ResourceRequest request, string verb, string plural, string name) =>
        authorizer.Decide(request.Caller, new AccessRequest.Resource(verb, Group, plural, "", request.Path.Namespace, name)).Allowed;

    private IReadOnlyList<AccessRule> HeldBy(ResourceRequest request) => authorizer.RulesOf(request.Caller, request.Path.Namespace);

    private static string NameOf(ResourceRequest request, ApiObject value) => request.Path.Name ?? value.Metadata.Name ?? "";

    private static string Describe(AccessRule rule)
    {
        var parts = new (string Name, IReadOnlyList<string> Values)[]
        {
            ("APIGroups", rule.ApiGroups), ("Resources", rule.Resources), ("NonResourceURLs", rule.Paths), ("ResourceNames", rule.ResourceNames), ("Verbs", rule.Verbs),
        };
        return $"{{{string.Join(", ", parts.Where(part => part.Values.Count > 0).Select(part => $"{part.Name}:{Quoted(part.Values)}"))}}}";
    }

    private static string Quoted(IEnumerable<string> texts) => $"[{string.Join(' ', texts.Select(text => $"\"{text}\""))}]";
}
