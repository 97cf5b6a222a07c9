using System.Buffers.Text;
using System.Text.Json;

namespace Krewe.NodeAgent.Tokens;

/// <summary>From when to when a token holds, as it says itself (RFC 7519, 4.1). Whether it is genuine is for others to find out.</summary>
internal readonly record struct TokenLife(DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    private const double RefreshAfter = 0.8;
    private static readonly TimeSpan OldestInUse = TimeSpan.FromHours(24);

    /// <summary>When another one is to be got: after four fifths of its life, or a day, as kubelet does.</summary>
    public DateTimeOffset RefreshAt
    {
        get
        {
            var part = (ExpiresAt - IssuedAt) * RefreshAfter;
            return IssuedAt + (part < OldestInUse ? part : OldestInUse);
        }
    }

    /// <summary>Reads it from a token; null for text that is none.</summary>
    public static TokenLife? Read(ReadOnlySpan<char> token)
    {
        var first = token.IndexOf('.');
        var last = token.LastIndexOf('.');
        if (first < 0 || first == last || !Base64Url.IsValid(token[(first + 1)..last]))
            return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[(first + 1)..last]));
            return claims.RootElement.TryGetProperty("iat"u8, out var issued) && issued.TryGetInt64(out var from)
                && claims.RootElement.TryGetProperty("exp"u8, out var expires) && expires.TryGetInt64(out var to)
                ? new TokenLife(DateTimeOffset.FromUnixTimeSeconds(from), DateTimeOffset.FromUnixTimeSeconds(to))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
