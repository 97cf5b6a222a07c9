using System.Buffers.Text;
using System.Text.Json;
using Krewe.Gateway.Certificates;
using Krewe.Gateway.Responses;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>
/// How others verify tokens of service accounts: the public key (<c>/openid/v1/jwks</c>, RFC 7517), and where it is
/// (<c>/.well-known/openid-configuration</c>, OpenID Connect Discovery 1.0).
/// </summary>
internal sealed class KeyDocuments(Credentials credentials)
{
    private const string KeysPath = "/openid/v1/jwks";
    private const string ConfigurationPath = "/.well-known/openid-configuration";
    private const string Host = "kubernetes.default.svc.cluster.local";

    /// <summary>The document of a path, or null.</summary>
    public TaggedDocument? Find(string path) => path switch
    {
        KeysPath => new TaggedDocument(Keys(credentials.TokenKey), "application/jwk-set+json"),
        ConfigurationPath => new TaggedDocument(Configuration(), HttpAnswers.Json),
        _ => null,
    };

    private static ReadOnlyMemory<byte> Keys(TokenSigningKey key) => GatewayJson.Write(key, static (json, key) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("keys"u8);
        json.WriteStartObject();
        json.WriteString("use"u8, "sig"u8);
        json.WriteString("kty"u8, "EC"u8);
        json.WriteString("kid"u8, key.Id);
        json.WriteString("crv"u8, "P-256"u8);
        json.WriteString("alg"u8, "ES256"u8);
        json.WriteString("x"u8, Base64Url.EncodeToString(key.Point.X));
        json.WriteString("y"u8, Base64Url.EncodeToString(key.Point.Y));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Configuration() => GatewayJson.Write(0, static (json, _) =>
    {
        json.WriteStartObject();
        json.WriteString("issuer"u8, TokenIssuer.Name);
        json.WriteString("jwks_uri"u8, $"https://{Host}{KeysPath}");
        Texts(json, "response_types_supported", "id_token");
        Texts(json, "subject_types_supported", "public");
        Texts(json, "id_token_signing_alg_values_supported", "ES256");
        json.WriteEndObject();
    });

    private static void Texts(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
