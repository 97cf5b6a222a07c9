using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of security settings.</summary>
internal static class SecurityRules
{
    public static void Validate(SecurityContext? context, FieldPath path, FieldErrors errors)
    {
        if (context is null)
            return;
        ValidateId(context.RunAsUser, path.Child("runAsUser"), errors);
        ValidateId(context.RunAsGroup, path.Child("runAsGroup"), errors);
        EnumRules.Optional(context.ProcMount, path.Child("procMount"), errors);
        Validate(context.SeccompProfile, path.Child("seccompProfile"), errors);
        Validate(context.AppArmorProfile, path.Child("appArmorProfile"), errors);
        if (context.AllowPrivilegeEscalation != false)
            return;
        if (context.Privileged == true)
            errors.Invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        if (context.Capabilities?.Add.Contains("CAP_SYS_ADMIN") == true)
            errors.Invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }

    public static void Validate(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.SecurityContext is not { } context)
            return;
        var at = path.Child("securityContext");
        ValidateId(context.FsGroup, at.Child("fsGroup"), errors);
        ValidateId(context.RunAsUser, at.Child("runAsUser"), errors);
        ValidateId(context.RunAsGroup, at.Child("runAsGroup"), errors);
        for (var i = 0; i < context.SupplementalGroups.Count; i++)
            ValidateId(context.SupplementalGroups[i], at.Child("supplementalGroups").Index(i), errors);
        EnumRules.Optional(context.SupplementalGroupsPolicy, at.Child("supplementalGroupsPolicy"), errors);
        EnumRules.Optional(context.FsGroupChangePolicy, at.Child("fsGroupChangePolicy"), errors);
        EnumRules.Optional(context.SeLinuxChangePolicy, at.Child("seLinuxChangePolicy"), errors);
        Validate(context.SeccompProfile, at.Child("seccompProfile"), errors);
        Validate(context.AppArmorProfile, at.Child("appArmorProfile"), errors);
        ValidateSysctls(context.Sysctls, at.Child("sysctls"), errors);
        if (spec.ShareProcessNamespace == true && spec.HostPID == true)
            errors.Invalid(path.Child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled");
    }

    private static void ValidateId(long? id, FieldPath path, FieldErrors errors)
    {
        if (id is < 0 or > int.MaxValue)
            errors.Invalid(path, id, NameRules.Range(0, int.MaxValue));
    }

    private static void Validate(SeccompProfile? profile, FieldPath path, FieldErrors errors)
    {
        if (profile is null)
            return;
        EnumRules.Required(profile.Type, path.Child("type"), errors);
        ValidateLocalProfile(profile.Type == SeccompProfileType.Localhost, "seccomp", profile.LocalhostProfile, path, errors);
    }

    private static void Validate(AppArmorProfile? profile, FieldPath path, FieldErrors errors)
    {
        if (profile is null)
            return;
        EnumRules.Required(profile.Type, path.Child("type"), errors);
        ValidateLocalProfile(profile.Type == AppArmorProfileType.Localhost, "AppArmor", profile.LocalhostProfile, path, errors);
    }

    private static void ValidateLocalProfile(bool local, string name, string? profile, FieldPath path, FieldErrors errors)
    {
        var at = path.Child("localhostProfile");
        if (local && string.IsNullOrEmpty(profile))
            errors.Required(at, $"must be set when {name} type is Localhost");
        else if (!local && profile is not null)
            errors.Invalid(at, profile, $"can only be set when {name} type is Localhost");
        else
            LocalPathRules.ValidateDescending(profile, at, errors);
    }

    private static void ValidateSysctls(IReadOnlyList<Sysctl> sysctls, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sysctls.Count; i++)
        {
            var at = path.Index(i).Child("name");
            if (string.IsNullOrEmpty(sysctls[i].Name))
                errors.Required(at);
            else if (!names.Add(sysctls[i].Name!))
                errors.Duplicate(at, sysctls[i].Name);
        }
    }
}
