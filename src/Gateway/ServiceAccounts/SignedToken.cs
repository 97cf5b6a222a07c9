using System.Buffers.Text;
using System.Text.Json;
using Krewe.Gateway.Certificates;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>
/// Tokens in the compact form of signed JSON (RFC 7515, 7.1): header, claims and signature in base64url with dots between. Only ES256 with
/// the installation's own key is taken, whatever a header says.
/// </summary>
internal static class SignedToken
{
    /// <summary>No token of ours is nearly as long.</summary>
    private const int Longest = 16 << 10;

    /// <summary>Signs claims.</summary>
    public static string Write(TokenClaims claims, TokenSigningKey key)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new TokenHeader("ES256", key.Id), TokenJson.Default.TokenHeader);
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims.Write())}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign(text))}";
    }

    /// <summary>The claims of a token with a good signature, or null. Nothing else has been looked at.</summary>
    public static TokenClaims? Read(ReadOnlySpan<char> token, TokenSigningKey key)
    {
        if (token.Length > Longest || token.LastIndexOf('.') is var last && last <= 0)
            return null;
        var signed = token[..last];
        var middle = signed.IndexOf('.');
        if (middle < 0 || signed[(middle + 1)..].Contains('.') || Decode(token[(last + 1)..]) is not { } signature || !IsOurs(signed[..middle]))
            return null;
        return key.Verifies(signed, signature) && Decode(signed[(middle + 1)..]) is { } claims ? TokenClaims.Read(claims) : null;
    }

    /// <summary>True for text that has the form of such a token.</summary>
    public static bool Resembles(ReadOnlySpan<char> token) => token.Count('.') == 2;

    private static bool IsOurs(ReadOnlySpan<char> encodedHeader)
    {
        if (Decode(encodedHeader) is not { } header)
            return false;
        try
        {
            using var json = JsonDocument.Parse(header);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("alg"u8, out var algorithm) && algorithm.ValueEquals("ES256"u8);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        return Base64Url.DecodeFromChars(text);
    }
}
