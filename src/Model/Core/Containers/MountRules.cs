using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of a container's mounts and devices.</summary>
internal static class MountRules
{
    public static void Validate(Container container, IReadOnlyDictionary<string, Volume> volumes, FieldPath path, FieldErrors errors)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < container.VolumeMounts.Count; i++)
            ValidateMount(container.VolumeMounts[i], path.Child("volumeMounts").Index(i));
        for (var i = 0; i < container.VolumeDevices.Count; i++)
            ValidateDevice(container.VolumeDevices[i], path.Child("volumeDevices").Index(i));

        void ValidateMount(VolumeMount mount, FieldPath at)
        {
            ValidateVolume(mount.Name, at.Child("name"));
            if (string.IsNullOrEmpty(mount.MountPath))
                errors.Required(at.Child("mountPath"));
            else if (!paths.Add(mount.MountPath))
                errors.Invalid(at.Child("mountPath"), mount.MountPath, "must be unique");
            LocalPathRules.ValidateDescending(mount.SubPath, at.Child("subPath"), errors);
            LocalPathRules.ValidateDescending(mount.SubPathExpr, at.Child("subPathExpr"), errors);
            if (!string.IsNullOrEmpty(mount.SubPath) && !string.IsNullOrEmpty(mount.SubPathExpr))
                errors.Invalid(at.Child("subPathExpr"), mount.SubPathExpr, "subPathExpr and subPath are mutually exclusive");
            EnumRules.Optional(mount.MountPropagation, at.Child("mountPropagation"), errors);
            if (mount.MountPropagation == MountPropagationMode.Bidirectional && container.SecurityContext?.Privileged != true)
                errors.Forbidden(at.Child("mountPropagation"), "Bidirectional mount propagation is available only to privileged containers");
            EnumRules.Optional(mount.RecursiveReadOnly, at.Child("recursiveReadOnly"), errors);
            if (mount.RecursiveReadOnly is { } mode && mode != RecursiveReadOnlyMode.Disabled && mount.ReadOnly != true)
                errors.Forbidden(at.Child("recursiveReadOnly"), "may only be specified when readOnly is true");
        }

        void ValidateDevice(VolumeDevice device, FieldPath at)
        {
            ValidateVolume(device.Name, at.Child("name"));
            if (volumes.GetValueOrDefault(device.Name ?? "") is { PersistentVolumeClaim: null, Ephemeral: null })
                errors.Invalid(at.Child("name"), device.Name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            if (string.IsNullOrEmpty(device.DevicePath))
                errors.Required(at.Child("devicePath"));
            else if (!paths.Add(device.DevicePath))
                errors.Invalid(at.Child("devicePath"), device.DevicePath, "must be unique");
            LocalPathRules.ValidateNoBacksteps(device.DevicePath, at.Child("devicePath"), errors);
        }

        void ValidateVolume(string? name, FieldPath at)
        {
            if (string.IsNullOrEmpty(name))
                errors.Required(at);
            else if (!volumes.ContainsKey(name))
                errors.NotFound(at, name);
        }
    }
}
