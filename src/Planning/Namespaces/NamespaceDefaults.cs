using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Planning.Namespaces;

/// <summary>What every namespace has without anybody asking for it: a service account for its pods, and the authority of the API server.</summary>
public static class NamespaceDefaults
{
    /// <summary>The service account of pods that name none.</summary>
    public const string ServiceAccount = "default";

    /// <summary>The ConfigMap by which pods know the API server.</summary>
    public const string RootAuthority = "kube-root-ca.crt";

    /// <summary>The entry of that ConfigMap.</summary>
    public const string AuthorityKey = "ca.crt";

    private const string Description = "kubernetes.io/description";

    /// <summary>The objects; without <paramref name="authority"/> there is no API server to be known.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="authority">Certificate of the authority that signs the API server's, in PEM.</param>
    public static IReadOnlyList<ApiObject> Of(string space, string? authority)
    {
        var account = new ServiceAccount { Metadata = new ObjectMeta { Name = ServiceAccount, Namespace = space } };
        if (authority is null)
            return [account];
        var map = new ConfigMap
        {
            Metadata = new ObjectMeta
            {
                Name = RootAuthority,
                Namespace = space,
                Annotations = new Dictionary<string, string> { [Description] = "The certificate authority by which programs in pods know the API server." },
            },
            Data = new Dictionary<string, string> { [AuthorityKey] = authority },
        };
        return [account, map];
    }

    /// <summary>What is there, changed to what it must be; null where it may stay. Accounts are their users' to change.</summary>
    public static ApiObject? Repair(ApiObject present, ApiObject wanted) =>
        present is ConfigMap map && wanted is ConfigMap right && map.Data.GetValueOrDefault(AuthorityKey) != right.Data[AuthorityKey]
            ? map with { Data = right.Data }
            : null;
}
