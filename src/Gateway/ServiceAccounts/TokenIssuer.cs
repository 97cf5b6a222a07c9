using Krewe.Gateway.Certificates;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>Gives out tokens of service accounts. Whether the caller may have one has been found out before.</summary>
internal sealed class TokenIssuer(Credentials credentials, TimeProvider time)
{
    /// <summary>
    /// Who gives out tokens, in their <c>iss</c>, and for whom they are meant unless they say otherwise: the API by its name in a cluster.
    /// </summary>
    public const string Name = "https://kubernetes.default.svc.cluster.local";

    /// <summary>Signs a token.</summary>
    /// <param name="account">The service account.</param>
    /// <param name="binding">What the token depends on, the account among it.</param>
    /// <param name="audiences">For whom it is meant.</param>
    /// <param name="lifetime">How long it holds.</param>
    public (string Token, DateTimeOffset Expires) Issue(ObjectKey account, TokenBinding binding, IReadOnlyList<string> audiences, TimeSpan lifetime)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var expires = now + (long)lifetime.TotalSeconds;
        var claims = new TokenClaims
        {
            Audiences = audiences,
            Expires = expires,
            IssuedAt = now,
            Issuer = Name,
            Id = Guid.NewGuid().ToString(),
            Binding = binding,
            NotBefore = now,
            Subject = ServiceAccountNames.UserOf(account.Namespace, account.Name),
        };
        return (SignedToken.Write(claims, credentials.TokenKey), DateTimeOffset.FromUnixTimeSeconds(expires));
    }
}
