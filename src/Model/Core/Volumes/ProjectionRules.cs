using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of the sources of a projected volume.</summary>
internal static class ProjectionRules
{
    private const long MinTokenSeconds = 600;
    private const long MaxTokenSeconds = 1L << 32;

    public static void Validate(IReadOnlyList<VolumeProjection> sources, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < sources.Count; i++)
            Validate(sources[i], path.Index(i), errors);
    }

    private static void Validate(VolumeProjection source, FieldPath path, FieldErrors errors)
    {
        object?[] given = [source.Secret, source.DownwardAPI, source.ConfigMap, source.ServiceAccountToken, source.ClusterTrustBundle];
        switch (given.Count(s => s is not null))
        {
            case 0 when source.Unknown is null:
                errors.Required(path, "must specify at least one projection source");
                break;
            case > 1:
                errors.Forbidden(path, "may not specify more than 1 volume type");
                break;
        }
        if (source.Secret is { } secret)
        {
            TextRules.Required(secret.Name, path.Child("secret").Child("name"), errors);
            VolumeRules.ValidateItems(secret.Items, path.Child("secret").Child("items"), errors);
        }
        if (source.ConfigMap is { } map)
        {
            TextRules.Required(map.Name, path.Child("configMap").Child("name"), errors);
            VolumeRules.ValidateItems(map.Items, path.Child("configMap").Child("items"), errors);
        }
        if (source.DownwardAPI is { } downward)
            VolumeRules.ValidateFiles(downward.Items, path.Child("downwardAPI").Child("items"), errors);
        if (source.ServiceAccountToken is { } token)
            ValidateToken(token, path.Child("serviceAccountToken"), errors);
    }

    private static void ValidateToken(ServiceAccountTokenProjection token, FieldPath path, FieldErrors errors)
    {
        if (token.ExpirationSeconds < MinTokenSeconds)
            errors.Invalid(path.Child("expirationSeconds"), token.ExpirationSeconds, "may not specify a duration less than 10 minutes");
        if (token.ExpirationSeconds > MaxTokenSeconds)
            errors.Invalid(path.Child("expirationSeconds"), token.ExpirationSeconds, "may not specify a duration larger than 2^32 seconds");
        LocalPathRules.ValidateFile(token.Path, path.Child("path"), errors);
    }
}
