using Krewe.Gateway.ServiceAccounts;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Authentication;

/// <summary>Finds out who sends a request: a bearer token if there is one, else the client certificate of the connection.</summary>
internal sealed class Authenticator(StaticTokens tokens, TokenVerifier accounts, ConnectionAuthenticator connections)
{
    private const string Bearer = "Bearer ";

    /// <summary>The identity, or null for a request without a credential or with one that is no good.</summary>
    public ValueTask<ClientIdentity?> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0)
            return ValueTask.FromResult(connections.Authenticate(context));
        return header is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? FindAsync(value[Bearer.Length..].Trim())
            : ValueTask.FromResult<ClientIdentity?>(null);
    }

    /// <summary>What a token is worth to one of several audiences.</summary>
    public async ValueTask<TokenVerdict> ReviewAsync(string token, IReadOnlyList<string> audiences)
    {
        if (SignedToken.Resembles(token))
            return await accounts.VerifyAsync(token, audiences);
        // Tokens of the file are for the API, and for nobody else.
        string[] common = [.. TokenVerifier.OwnAudiences.Intersect(audiences, StringComparer.Ordinal)];
        return common.Length > 0 && tokens.Find(token) is { } identity
            ? new TokenVerdict.Proven(identity, common)
            : new TokenVerdict.Refused("invalid bearer token");
    }

    private ValueTask<ClientIdentity?> FindAsync(string token) =>
        SignedToken.Resembles(token) ? VerifyAsync(token) : ValueTask.FromResult(tokens.Find(token));

    private async ValueTask<ClientIdentity?> VerifyAsync(string token) =>
        await accounts.VerifyAsync(token, TokenVerifier.OwnAudiences) is TokenVerdict.Proven proven ? proven.Identity : null;
}
