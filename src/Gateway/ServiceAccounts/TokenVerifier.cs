using System.Collections.Concurrent;
using Krewe.Gateway.Authentication;
using Krewe.Gateway.Certificates;
using Krewe.Grains.Collections;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Orleans;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>
/// Finds out whom a service account's token proves. Besides signature, time and audience it looks, for each request, whether the account and
/// whatever the token is bound to are still there: a token ends with its pod.
/// </summary>
internal sealed class TokenVerifier(Credentials credentials, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Signatures that are known to be good are not verified again; so many tokens are remembered.</summary>
    private const int Remembered = 4096;

    /// <summary>What is being deleted may go on for a moment: programs end in order.</summary>
    private static readonly TimeSpan AfterDeletion = TimeSpan.FromSeconds(60);

    /// <summary>For whom the tokens that the API itself takes are meant.</summary>
    public static readonly string[] OwnAudiences = [TokenIssuer.Name];

    private readonly ConcurrentDictionary<string, TokenClaims> _good = new(StringComparer.Ordinal);

    /// <summary>Verifies a token for one of several audiences.</summary>
    public async ValueTask<TokenVerdict> VerifyAsync(string token, IReadOnlyList<string> audiences)
    {
        if (Read(token) is not { } claims)
            return new TokenVerdict.Refused("invalid bearer token");
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (claims.Issuer != TokenIssuer.Name || now < claims.NotBefore)
            return new TokenVerdict.Refused("service account token is not valid yet");
        if (now >= claims.Expires)
            return new TokenVerdict.Refused("service account token has expired");
        string[] common = [.. claims.Audiences.Intersect(audiences, StringComparer.Ordinal)];
        if (common.Length == 0)
            return new TokenVerdict.Refused($"token audiences [\"{string.Join("\" \"", claims.Audiences)}\"] is invalid for the target audiences [\"{string.Join("\" \"", audiences)}\"]");
        if (!ServiceAccountNames.TryParse(claims.Subject, out var account) || account.Name != claims.Binding.ServiceAccount.Name || account.Namespace != claims.Binding.Namespace)
            return new TokenVerdict.Refused("service account token has an invalid subject");
        return await MissingAsync(claims.Binding) is { } missing
            ? new TokenVerdict.Refused(missing)
            : new TokenVerdict.Proven(IdentityOf(claims), common);
    }

    private TokenClaims? Read(string token)
    {
        if (_good.TryGetValue(token, out var known))
            return known;
        if (SignedToken.Read(token, credentials.TokenKey) is not { } claims)
            return null;
        if (_good.Count >= Remembered)
            _good.Clear();
        return _good[token] = claims;
    }

    private async Task<string?> MissingAsync(TokenBinding binding)
    {
        if (!await IsThereAsync(ServiceAccountKind.Instance, binding.Namespace, binding.ServiceAccount))
            return "service account token has been invalidated: the service account is gone";
        if (binding.Pod is { } pod)
            return await IsThereAsync(PodKind.Instance, binding.Namespace, pod) ? null : "service account token has been invalidated: the pod is gone";
        if (binding.Secret is { } secret)
            return await IsThereAsync(SecretKind.Instance, binding.Namespace, secret) ? null : "service account token has been invalidated: the secret is gone";
        // The node of a pod is told and nothing more; only a token of the node's own depends on it.
        return binding.Node is not { } node || await IsThereAsync(NodeKind.Instance, "", node) ? null : "service account token has been invalidated: the node is gone";
    }

    private async Task<bool> IsThereAsync(KindDefinition kind, string space, BoundObject bound) =>
        await grains.GetCollection(kind).Get(new ObjectKey(space, bound.Name)) is { } document
            && document.Metadata.Uid == bound.Uid
            && !(document.Metadata.DeletionTimestamp + AfterDeletion < time.GetUtcNow());

    private static ClientIdentity IdentityOf(TokenClaims claims)
    {
        var (space, account) = (claims.Binding.Namespace, claims.Binding.ServiceAccount);
        var extra = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.Id}"],
        };
        Add("pod", claims.Binding.Pod);
        Add("node", claims.Binding.Node);
        return new ClientIdentity(claims.Subject, [.. ServiceAccountNames.GroupsOf(space), ClientIdentity.Authenticated], account.Uid ?? "") { Extra = extra };

        void Add(string what, BoundObject? bound)
        {
            if (bound is null)
                return;
            extra[$"authentication.kubernetes.io/{what}-name"] = [bound.Name];
            if (bound.Uid is { } uid)
                extra[$"authentication.kubernetes.io/{what}-uid"] = [uid];
        }
    }
}

/// <summary>What a token is worth.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict() { }

    /// <summary>It proves somebody to be this user, towards these audiences.</summary>
    public sealed record Proven(ClientIdentity Identity, IReadOnlyList<string> Audiences) : TokenVerdict;

    /// <summary>It proves nothing.</summary>
    public sealed record Refused(string Why) : TokenVerdict;
}
