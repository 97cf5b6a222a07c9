using Krewe.Gateway.Authentication;
using Krewe.Gateway.ServiceAccounts;
using Krewe.Protocol;

namespace Krewe.Gateway.Authorization;

/// <summary>What groups may do whatever roles there are, as in Kubernetes.</summary>
internal static class BuiltInRules
{
    private static readonly AccessRule[] Authenticated =
    [
        new()
        {
            Verbs = ["get"],
            Paths =
            [
                "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/",
            ],
        },
        new() { Verbs = ["create"], ApiGroups = ["authentication.k8s.io"], Resources = ["selfsubjectreviews"] },
        new() { Verbs = ["create"], ApiGroups = ["authorization.k8s.io"], Resources = ["selfsubjectaccessreviews", "selfsubjectrulesreviews"] },
    ];

    private static readonly AccessRule[] ServiceAccounts =
        [new() { Verbs = ["get"], Paths = ["/.well-known/openid-configuration", "/openid/v1/jwks"] }];

    // Which accounts is a question of the pods on the node, and answered with the request.
    private static readonly AccessRule[] Nodes = [new() { Verbs = ["create"], ApiGroups = [""], Resources = ["serviceaccounts/token"] }];

    /// <summary>The rules of a group; none for one that is not built in. They hold everywhere.</summary>
    public static IReadOnlyList<AccessRule> Of(string group) => group switch
    {
        ClientIdentity.Administrators => AccessRule.Everything,
        ClientIdentity.Authenticated => Authenticated,
        ServiceAccountNames.AllGroup => ServiceAccounts,
        AgentProtocol.NodeOrganization => Nodes,
        _ => [],
    };
}
