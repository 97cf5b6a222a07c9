using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of environment variables.</summary>
internal static class EnvRules
{
    private const string OneAtATime = "may not have more than one field specified at a time";

    public static void Validate(IReadOnlyList<EnvVar> variables, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            TextRules.Required(variables[i].Name, NameRules.EnvironmentVariable, path.Index(i).Child("name"), errors);
            ValidateSource(variables[i], path.Index(i).Child("valueFrom"), errors);
        }
    }

    public static void ValidateFrom(IReadOnlyList<EnvFromSource> sources, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            var at = path.Index(i);
            TextRules.Optional(source.Prefix, NameRules.EnvironmentVariable, at.Child("prefix"), errors);
            if (source.ConfigMapRef is { } map)
                TextRules.Required(map.Name, NameRules.AsPrefix(NameRules.DnsSubdomain), at.Child("configMapRef").Child("name"), errors);
            if (source.SecretRef is { } secret)
                TextRules.Required(secret.Name, NameRules.AsPrefix(NameRules.DnsSubdomain), at.Child("secretRef").Child("name"), errors);
            if (source is { ConfigMapRef: not null, SecretRef: not null })
                errors.Invalid(at, "", OneAtATime);
            else if (source is { ConfigMapRef: null, SecretRef: null })
                errors.Invalid(at, "", "must specify one of: `configMapRef` or `secretRef`");
        }
    }

    private static void ValidateSource(EnvVar variable, FieldPath path, FieldErrors errors)
    {
        if (variable.ValueFrom is not { } from)
            return;
        if (from.FieldRef is { } field)
            FieldSelectorRules.ValidateForEnvironment(field, path.Child("fieldRef"), errors);
        if (from.ResourceFieldRef is { } resource)
            FieldSelectorRules.ValidateResource(resource, containerNeeded: false, path.Child("resourceFieldRef"), errors);
        if (from.ConfigMapKeyRef is { } map)
            ValidateKey(map.Name, map.Key, path.Child("configMapKeyRef"), errors);
        if (from.SecretKeyRef is { } secret)
            ValidateKey(secret.Name, secret.Key, path.Child("secretKeyRef"), errors);

        object?[] given = [from.FieldRef, from.ResourceFieldRef, from.ConfigMapKeyRef, from.SecretKeyRef];
        var count = given.Count(source => source is not null);
        if (count == 0)
            errors.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        else if (!string.IsNullOrEmpty(variable.Value))
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        else if (count > 1)
            errors.Invalid(path, "", OneAtATime);
    }

    private static void ValidateKey(string? name, string? key, FieldPath path, FieldErrors errors)
    {
        errors.Invalid(path.Child("name"), name ?? "", NameRules.DnsSubdomain(name ?? ""));
        TextRules.Required(key, NameRules.ConfigKey, path.Child("key"), errors);
    }
}
