using System.Text.Json;
using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of secrets; the well-known types need certain entries.</summary>
internal static class SecretRules
{
    private const string AccountAnnotation = "kubernetes.io/service-account.name";
    private const string Redacted = "<secret contents redacted>";

    public static void Validate(Secret secret, FieldErrors errors)
    {
        var data = FieldPath.Of("data");
        var size = 0L;
        foreach (var (key, value) in secret.Data)
        {
            errors.Invalid(data.Key(key), key, NameRules.ConfigKey(key));
            size += value.Length;
        }
        if (size > ConfigMapRules.MaxBytes)
            errors.TooLong(data, ConfigMapRules.MaxBytes);

        if (secret.Type == SecretType.ServiceAccountToken && string.IsNullOrEmpty(secret.Metadata.Annotations.GetValueOrDefault(AccountAnnotation)))
            errors.Required(FieldPath.Metadata.Child("annotations").Key(AccountAnnotation));
        else if (secret.Type == SecretType.Dockercfg)
            RequireJson(".dockercfg");
        else if (secret.Type == SecretType.DockerConfigJson)
            RequireJson(".dockerconfigjson");
        else if (secret.Type == SecretType.BasicAuth && !secret.Data.ContainsKey("username") && !secret.Data.ContainsKey("password"))
        {
            errors.Required(data.Key("username"));
            errors.Required(data.Key("password"));
        }
        else if (secret.Type == SecretType.SshAuth && secret.Data.GetValueOrDefault("ssh-privatekey").IsEmpty)
            errors.Required(data.Key("ssh-privatekey"));
        else if (secret.Type == SecretType.Tls)
        {
            if (!secret.Data.ContainsKey("tls.crt"))
                errors.Required(data.Key("tls.crt"));
            if (!secret.Data.ContainsKey("tls.key"))
                errors.Required(data.Key("tls.key"));
        }

        void RequireJson(string key)
        {
            if (!secret.Data.TryGetValue(key, out var value))
                errors.Required(data.Key(key));
            else if (!IsJson(value))
                errors.Invalid(data.Key(key), Redacted, "invalid JSON");
        }
    }

    public static void ValidateUpdate(Secret secret, Secret old, FieldErrors errors)
    {
        if (secret.Type != old.Type)
            errors.Immutable(FieldPath.Of("type"), secret.Type?.Value ?? "");
        if (old.Immutable != true)
            return;
        if (secret.Immutable != true)
            errors.Forbidden(FieldPath.Of("immutable"), ConfigMapRules.IsImmutable);
        if (!ConfigMapRules.SameBytes(secret.Data, old.Data))
            errors.Forbidden(FieldPath.Of("data"), ConfigMapRules.IsImmutable);
    }

    private static bool IsJson(ReadOnlyMemory<byte> value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
