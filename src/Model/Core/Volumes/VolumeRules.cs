using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of volumes. The fields of deprecated cloud and vendor sources are taken as they come: nothing here mounts them.</summary>
internal static class VolumeRules
{
    private const int MaxMode = 0x1FF;

    public static void Validate(IReadOnlyList<Volume> volumes, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < volumes.Count; i++)
        {
            var volume = volumes[i];
            var at = path.Index(i);
            TextRules.Required(volume.Name, NameRules.DnsLabel, at.Child("name"), errors);
            if (volume.Name is { Length: > 0 } name && !names.Add(name))
                errors.Duplicate(at.Child("name"), name);
            ValidateSource(volume, at, errors);
        }
    }

    private static void ValidateSource(Volume volume, FieldPath path, FieldErrors errors)
    {
        var sources = VolumeSources.Of(volume).ToArray();
        if (sources.Length == 0 && volume.Unknown is null)
            errors.Required(path, "must specify a volume type");
        foreach (var extra in sources.Skip(1))
            errors.Forbidden(path.Child(extra), "may not specify more than 1 volume type");
        if (sources.Length == 0)
            return;

        var at = path.Child(sources[0]);
        switch (volume)
        {
            case { HostPath: { } host }:
                TextRules.Required(host.Path, at.Child("path"), errors);
                LocalPathRules.ValidateNoBacksteps(host.Path, at.Child("path"), errors);
                if (host.Type is { Value.Length: > 0 })
                    EnumRules.Optional(host.Type, at.Child("type"), errors);
                break;
            case { EmptyDir: { } empty }:
                if (empty.SizeLimit is { Sign: < 0 })
                    errors.Forbidden(at.Child("sizeLimit"), "SizeLimit field must be a valid resource quantity");
                break;
            case { Secret: { } secret }:
                TextRules.Required(secret.SecretName, at.Child("secretName"), errors);
                ValidateMode(secret.DefaultMode, at.Child("defaultMode"), errors);
                ValidateItems(secret.Items, at.Child("items"), errors);
                break;
            case { ConfigMap: { } map }:
                TextRules.Required(map.Name, at.Child("name"), errors);
                ValidateMode(map.DefaultMode, at.Child("defaultMode"), errors);
                ValidateItems(map.Items, at.Child("items"), errors);
                break;
            case { DownwardAPI: { } downward }:
                ValidateMode(downward.DefaultMode, at.Child("defaultMode"), errors);
                ValidateFiles(downward.Items, at.Child("items"), errors);
                break;
            case { Projected: { } projected }:
                ValidateMode(projected.DefaultMode, at.Child("defaultMode"), errors);
                ProjectionRules.Validate(projected.Sources, at.Child("sources"), errors);
                break;
            case { Nfs: { } nfs }:
                TextRules.Required(nfs.Server, at.Child("server"), errors);
                TextRules.Required(nfs.Path, at.Child("path"), errors);
                if (nfs.Path is { Length: > 0 } and not ['/', ..])
                    errors.Invalid(at.Child("path"), nfs.Path, "must be an absolute path");
                break;
            case { PersistentVolumeClaim: { } claim }:
                TextRules.Required(claim.ClaimName, at.Child("claimName"), errors);
                break;
            case { GitRepo: { } repository }:
                TextRules.Required(repository.Repository, at.Child("repository"), errors);
                LocalPathRules.ValidateDescending(repository.Directory, at.Child("directory"), errors);
                break;
            case { Csi: { } csi }:
                TextRules.Required(csi.Driver, at.Child("driver"), errors);
                break;
            case { Ephemeral: { } ephemeral }:
                if (ephemeral.VolumeClaimTemplate is null)
                    errors.Required(at.Child("volumeClaimTemplate"));
                break;
            case { Image: { } image }:
                TextRules.Required(image.Reference, at.Child("reference"), errors);
                EnumRules.Required(image.PullPolicy, at.Child("pullPolicy"), errors);
                break;
        }
    }

    public static void ValidateItems(IReadOnlyList<KeyToPath> items, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < items.Count; i++)
        {
            TextRules.Required(items[i].Key, path.Index(i).Child("key"), errors);
            LocalPathRules.ValidateFile(items[i].Path, path.Index(i).Child("path"), errors);
            ValidateMode(items[i].Mode, path.Index(i).Child("mode"), errors);
        }
    }

    public static void ValidateFiles(IReadOnlyList<DownwardAPIVolumeFile> files, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            var at = path.Index(i);
            LocalPathRules.ValidateFile(file.Path, at.Child("path"), errors);
            if (file.FieldRef is { } field)
            {
                FieldSelectorRules.ValidateForVolume(field, at.Child("fieldRef"), errors);
                if (file.ResourceFieldRef is not null)
                    errors.Invalid(at, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
            else if (file.ResourceFieldRef is { } resource)
                FieldSelectorRules.ValidateResource(resource, containerNeeded: true, at.Child("resourceFieldRef"), errors);
            else
                errors.Required(at, "one of fieldRef and resourceFieldRef is required");
            ValidateMode(file.Mode, at.Child("mode"), errors);
        }
    }

    private static void ValidateMode(int? mode, FieldPath path, FieldErrors errors)
    {
        if (mode is < 0 or > MaxMode)
            errors.Invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive");
    }
}
