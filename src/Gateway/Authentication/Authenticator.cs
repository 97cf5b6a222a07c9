using Krewe.Gateway.ServiceAccounts;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Authentication;

/// <summary>Finds out who sends a request: a bearer token if there is one, else the client certificate of the connection.</summary>
internal sealed class Authenticator(StaticTokens tokens, TokenVerifier accounts, ConnectionAuthenticator connections)
{
    private const string Bearer = "Bearer ";
    private static readonly object ProvenKey = new();

    /// <summary>The identity, or null for a request without a credential or with one that is no good.</summary>
    public ValueTask<ClientIdentity?> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0)
            return ValueTask.FromResult(connections.Authenticate(context));
        if (header is not [{ } value] || !value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return ValueTask.FromResult<ClientIdentity?>(null);
        var token = value.AsSpan(Bearer.Length).Trim();
        return SignedToken.Resembles(token) ? VerifyAsync(token.ToString()) : ValueTask.FromResult(Find(context, value, token));
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

    /// <summary>
    /// Whom a token of the file proves. The server hands out the same string while a connection sends the same header: then it was looked up
    /// before, and the file does not change while the server runs.
    /// </summary>
    private ClientIdentity? Find(HttpContext context, string header, ReadOnlySpan<char> token)
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
            return tokens.Find(token);
        // The streams of an HTTP/2 connection share its items.
        lock (items)
        {
            if (items.TryGetValue(ProvenKey, out var known) && known is Proven proven && ReferenceEquals(proven.Header, header))
                return proven.Identity;
            if (tokens.Find(token) is not { } identity)
                return null;
            items[ProvenKey] = new Proven(header, identity);
            return identity;
        }
    }

    private async ValueTask<ClientIdentity?> VerifyAsync(string token) =>
        await accounts.VerifyAsync(token, TokenVerifier.OwnAudiences) is TokenVerdict.Proven proven ? proven.Identity : null;

    private sealed record Proven(string Header, ClientIdentity Identity);
}
