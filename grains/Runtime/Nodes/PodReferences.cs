using Krewe.Model.Core;

namespace Krewe.Grains.Nodes;

/// <summary>Names of the ConfigMaps and Secrets that a pod's node needs to run it.</summary>
internal sealed record PodReferences(IReadOnlySet<string> ConfigMaps, IReadOnlySet<string> Secrets)
{
    public bool None => ConfigMaps.Count == 0 && Secrets.Count == 0;

    public static PodReferences Of(PodSpec spec)
    {
        var configMaps = new SortedSet<string>(StringComparer.Ordinal);
        var secrets = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var container in spec.InitContainers.Concat(spec.Containers).Concat(spec.EphemeralContainers.Select(ephemeral => ephemeral.AsContainer())))
        {
            foreach (var source in container.EnvFrom)
            {
                Add(configMaps, source.ConfigMapRef?.Name);
                Add(secrets, source.SecretRef?.Name);
            }
            foreach (var variable in container.Env)
            {
                Add(configMaps, variable.ValueFrom?.ConfigMapKeyRef?.Name);
                Add(secrets, variable.ValueFrom?.SecretKeyRef?.Name);
            }
        }
        foreach (var volume in spec.Volumes)
        {
            Add(configMaps, volume.ConfigMap?.Name);
            Add(secrets, volume.Secret?.SecretName);
            foreach (var source in volume.Projected?.Sources ?? [])
            {
                Add(configMaps, source.ConfigMap?.Name);
                Add(secrets, source.Secret?.Name);
            }
        }
        foreach (var secret in spec.ImagePullSecrets)
            Add(secrets, secret.Name);
        return new PodReferences(configMaps, secrets);
    }

    private static void Add(SortedSet<string> names, string? name)
    {
        if (!string.IsNullOrEmpty(name))
            names.Add(name);
    }
}
