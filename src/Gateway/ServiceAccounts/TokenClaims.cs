using System.Text.Json;
using System.Text.Json.Serialization;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>What a token of a service account says (RFC 7519, 4, with Kubernetes' own claims).</summary>
internal sealed record TokenClaims
{
    /// <summary>For whom it is meant.</summary>
    [JsonPropertyName("aud")]
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>When it ceases to hold, in seconds since 1970.</summary>
    [JsonPropertyName("exp")]
    public required long Expires { get; init; }

    /// <summary>When it was given out.</summary>
    [JsonPropertyName("iat")]
    public required long IssuedAt { get; init; }

    /// <summary>Who has given it out.</summary>
    [JsonPropertyName("iss")]
    public required string Issuer { get; init; }

    /// <summary>Tells it from all others.</summary>
    [JsonPropertyName("jti")]
    public required string Id { get; init; }

    /// <summary>What it is bound to.</summary>
    [JsonPropertyName("kubernetes.io")]
    public required TokenBinding Binding { get; init; }

    /// <summary>From when on it holds.</summary>
    [JsonPropertyName("nbf")]
    public required long NotBefore { get; init; }

    /// <summary>The user: <c>system:serviceaccount:NAMESPACE:NAME</c>.</summary>
    [JsonPropertyName("sub")]
    public required string Subject { get; init; }

    /// <summary>Writes them as JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, TokenJson.Default.TokenClaims);

    /// <summary>Reads them; null for what is none.</summary>
    public static TokenClaims? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TokenJson.Default.TokenClaims);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The objects that a token depends on.</summary>
internal sealed record TokenBinding
{
    /// <summary>Namespace of all of them.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    /// <summary>The node that the pod is bound to, or that the token itself is bound to.</summary>
    [JsonPropertyName("node")]
    public BoundObject? Node { get; init; }

    /// <summary>The pod.</summary>
    [JsonPropertyName("pod")]
    public BoundObject? Pod { get; init; }

    /// <summary>The secret.</summary>
    [JsonPropertyName("secret")]
    public BoundObject? Secret { get; init; }

    /// <summary>The service account.</summary>
    [JsonPropertyName("serviceaccount")]
    public required BoundObject ServiceAccount { get; init; }
}

/// <summary>An object in time and space.</summary>
internal sealed record BoundObject([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("uid")] string? Uid);

/// <summary>How a token is signed, and with which key.</summary>
internal sealed record TokenHeader([property: JsonPropertyName("alg")] string Algorithm, [property: JsonPropertyName("kid")] string KeyId);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenHeader))]
[JsonSerializable(typeof(TokenClaims))]
internal sealed partial class TokenJson : JsonSerializerContext;
