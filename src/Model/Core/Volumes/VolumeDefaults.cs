namespace Krewe.Model.Core;

/// <summary>Defaults of volumes, the same in pods and in templates.</summary>
internal static class VolumeDefaults
{
    /// <summary>rw-r--r--</summary>
    private const int FileMode = 0x1A4;
    private const long TokenSeconds = 3600;

    public static Volume Apply(Volume volume)
    {
        if (!HasSource(volume))
            return volume with { EmptyDir = new EmptyDirVolumeSource() };
        return volume with
        {
            Secret = volume.Secret is { DefaultMode: null } secret ? secret with { DefaultMode = FileMode } : volume.Secret,
            ConfigMap = volume.ConfigMap is { DefaultMode: null } map ? map with { DefaultMode = FileMode } : volume.ConfigMap,
            DownwardAPI = Apply(volume.DownwardAPI),
            Projected = Apply(volume.Projected),
            Image = Apply(volume.Image),
            Ephemeral = Apply(volume.Ephemeral),
            Iscsi = volume.Iscsi is { IscsiInterface: null or "" } iscsi ? iscsi with { IscsiInterface = "default" } : volume.Iscsi,
            Rbd = Apply(volume.Rbd),
            AzureDisk = Apply(volume.AzureDisk),
            ScaleIO = Apply(volume.ScaleIO),
        };
    }

    private static DownwardAPIVolumeSource? Apply(DownwardAPIVolumeSource? source) => source is null ? null : source with
    {
        DefaultMode = source.DefaultMode ?? FileMode,
        Items = [.. source.Items.Select(Apply)],
    };

    private static DownwardAPIVolumeFile Apply(DownwardAPIVolumeFile file) =>
        file.FieldRef is { } field ? file with { FieldRef = ContainerDefaults.FieldDefaults(field) } : file;

    private static ProjectedVolumeSource? Apply(ProjectedVolumeSource? source) => source is null ? null : source with
    {
        DefaultMode = source.DefaultMode ?? FileMode,
        Sources = [.. source.Sources.Select(Apply)],
    };

    private static VolumeProjection Apply(VolumeProjection projection) => projection with
    {
        ServiceAccountToken = projection.ServiceAccountToken is { ExpirationSeconds: null } token
            ? token with { ExpirationSeconds = TokenSeconds }
            : projection.ServiceAccountToken,
        DownwardAPI = projection.DownwardAPI is { } downward
            ? downward with { Items = [.. downward.Items.Select(Apply)] }
            : null,
    };

    private static ImageVolumeSource? Apply(ImageVolumeSource? source) =>
        source is { PullPolicy: null } ? source with { PullPolicy = ImageReference.DefaultPullPolicy(source.Reference) } : source;

    private static EphemeralVolumeSource? Apply(EphemeralVolumeSource? source) =>
        source?.VolumeClaimTemplate is { Spec.VolumeMode: null } template
            ? source with { VolumeClaimTemplate = template with { Spec = template.Spec with { VolumeMode = PersistentVolumeMode.Filesystem } } }
            : source;

    private static RBDVolumeSource? Apply(RBDVolumeSource? source) => source is null ? null : source with
    {
        Pool = source.Pool is null or "" ? "rbd" : source.Pool,
        User = source.User is null or "" ? "admin" : source.User,
        Keyring = source.Keyring is null or "" ? "/etc/ceph/keyring" : source.Keyring,
    };

    private static AzureDiskVolumeSource? Apply(AzureDiskVolumeSource? source) => source is null ? null : source with
    {
        CachingMode = source.CachingMode ?? "ReadWrite",
        Kind = source.Kind ?? "Shared",
        FsType = source.FsType ?? "ext4",
        ReadOnly = source.ReadOnly ?? false,
    };

    private static ScaleIOVolumeSource? Apply(ScaleIOVolumeSource? source) => source is null ? null : source with
    {
        StorageMode = source.StorageMode is null or "" ? "ThinProvisioned" : source.StorageMode,
        FsType = source.FsType is null or "" ? "xfs" : source.FsType,
    };

    /// <summary>True unless the volume is but a name; a source that this version does not know counts.</summary>
    private static bool HasSource(Volume volume) => volume != new Volume { Name = volume.Name };
}
