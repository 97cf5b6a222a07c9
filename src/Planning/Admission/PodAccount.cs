using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Planning.Namespaces;

namespace Krewe.Planning.Admission;

/// <summary>
/// Gives a new pod what follows from its service account: the secrets of image registries, and a volume with a token, the authority of the
/// API server and the namespace, mounted where client libraries look for it.
/// </summary>
public static class PodAccount
{
    /// <summary>Where client libraries look for token, authority and namespace.</summary>
    public const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>How the name of the volume begins.</summary>
    public const string VolumePrefix = "kube-api-access-";

    // Seven seconds above the hour tell these tokens from those that were asked for with intent.
    private const long TokenSeconds = 3607;
    private const int FileMode = 0b110_100_100;

    /// <summary>The account that a pod names, or that it gets.</summary>
    public static string NameOf(Pod pod) =>
        !string.IsNullOrEmpty(pod.Spec.ServiceAccountName) ? pod.Spec.ServiceAccountName
        : !string.IsNullOrEmpty(pod.Spec.ServiceAccount) ? pod.Spec.ServiceAccount
        : NamespaceDefaults.ServiceAccount;

    /// <summary>The pod as it shall be written, or why it may not be.</summary>
    /// <param name="pod">A new pod.</param>
    /// <param name="account">Its account; null where there is none. The default one comes by itself, a moment after its namespace.</param>
    /// <param name="volume">Name for the volume; null where pods get no token.</param>
    public static Outcome<Pod> Apply(Pod pod, ServiceAccount? account, string? volume)
    {
        var name = NameOf(pod);
        if (account is null && name != NamespaceDefaults.ServiceAccount)
        {
            return ApiFailure.Forbidden(PodKind.Instance, pod.Metadata.Name,
                $"error looking up service account {pod.Metadata.Namespace}/{name}: serviceaccount \"{name}\" not found");
        }
        var spec = pod.Spec with
        {
            ServiceAccountName = name,
            ServiceAccount = name,
            ImagePullSecrets = pod.Spec.ImagePullSecrets.Count > 0 ? pod.Spec.ImagePullSecrets : account?.ImagePullSecrets ?? [],
        };
        var mounts = pod.Spec.AutomountServiceAccountToken ?? account?.AutomountServiceAccountToken ?? true;
        return pod with { Spec = volume is not null && mounts ? WithToken(spec, volume) : spec };
    }

    private static PodSpec WithToken(PodSpec spec, string volume)
    {
        if (!spec.Containers.Concat(spec.InitContainers).Any(Lacks))
            return spec;
        return spec with
        {
            Volumes = [.. spec.Volumes, VolumeOf(volume)],
            Containers = [.. spec.Containers.Select(Mount)],
            InitContainers = [.. spec.InitContainers.Select(Mount)],
        };

        Container Mount(Container container) => Lacks(container)
            ? container with { VolumeMounts = [.. container.VolumeMounts, new VolumeMount { Name = volume, ReadOnly = true, MountPath = MountPath }] }
            : container;
    }

    // Who mounts something else there has a reason.
    private static bool Lacks(Container container) => container.VolumeMounts.All(mount => mount.MountPath != MountPath);

    private static Volume VolumeOf(string name) => new()
    {
        Name = name,
        Projected = new ProjectedVolumeSource
        {
            DefaultMode = FileMode,
            Sources =
            [
                new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { ExpirationSeconds = TokenSeconds, Path = "token" } },
                new VolumeProjection
                {
                    ConfigMap = new ConfigMapProjection
                    {
                        Name = NamespaceDefaults.RootAuthority,
                        Items = [new KeyToPath { Key = NamespaceDefaults.AuthorityKey, Path = NamespaceDefaults.AuthorityKey }],
                    },
                },
                new VolumeProjection
                {
                    DownwardAPI = new DownwardAPIProjection
                    {
                        Items = [new DownwardAPIVolumeFile { Path = "namespace", FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = "metadata.namespace" } }],
                    },
                },
            ],
        },
    };
}
