using Krewe.Gateway.Authentication;
using Krewe.Gateway.Authorization.Roles;

namespace Krewe.Gateway.Authorization;

/// <summary>
/// Decides who may do what, and answers questions about it: the one place where that is known. Administrators may do everything, everybody
/// with a credential may find out what there is, and all else is what roles and their bindings give (RBAC).
/// </summary>
internal sealed class Authorizer(RoleBook roles)
{
    /// <summary>Decides about one request.</summary>
    public AccessDecision Decide(ClientIdentity caller, AccessRequest request)
    {
        foreach (var group in caller.Groups)
        {
            foreach (var rule in BuiltInRules.Of(group))
            {
                if (rule.Allows(request))
                    return new AccessDecision(true);
            }
        }
        foreach (var grant in roles.Current.GrantsOf(caller))
        {
            if (grant.Allows(request))
                return new AccessDecision(true, grant.Reason);
        }
        return new AccessDecision(false);
    }

    /// <summary>Everything that somebody may do in a namespace.</summary>
    public IReadOnlyList<AccessRule> RulesOf(ClientIdentity caller, string space) =>
    [
        .. caller.Groups.SelectMany(BuiltInRules.Of),
        .. roles.Current.GrantsOf(caller).Where(grant => grant.Namespace.Length == 0 || grant.Namespace == space).SelectMany(grant => grant.Rules),
    ];
}
