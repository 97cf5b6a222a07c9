using System.Text;
using Krewe.Model.Core;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Tokens;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Volumes;

/// <summary>A file of a volume that is made from objects. <paramref name="Path"/> is relative, with slashes.</summary>
internal sealed record VolumeFile(string Path, ReadOnlyMemory<byte> Content, int Mode);

/// <summary>
/// Works out which files the volumes have that are made from objects: configMap, secret, downwardAPI and projected. Pure.
/// </summary>
internal sealed class VolumeFiles(PodAssignment assignment, NodeContext node, IReadOnlyList<string> podAddresses, TokenFiles tokens)
{
    private const int DefaultMode = 0b110_100_100;

    private readonly Pod _pod = assignment.Pod;

    /// <summary>The files of a volume; null for one that is not made from objects.</summary>
    /// <exception cref="ConfigurationException">A reference that is not optional leads nowhere.</exception>
    public IReadOnlyList<VolumeFile>? Of(Volume volume) => volume switch
    {
        { ConfigMap: { } map } => FromConfigMap(map.Name, map.Items, map.Optional == true, map.DefaultMode),
        { Secret: { } secret } => FromSecret(secret.SecretName, secret.Items, secret.Optional == true, secret.DefaultMode),
        { DownwardAPI: { } downward } => FromFields(downward.Items, downward.DefaultMode),
        { Projected: { } projected } => [.. projected.Sources.SelectMany(source => FromProjection(volume, source, projected.DefaultMode))],
        _ => null,
    };

    private IReadOnlyList<VolumeFile> FromProjection(Volume volume, VolumeProjection source, int? mode) => source switch
    {
        { ConfigMap: { } map } => FromConfigMap(map.Name, map.Items, map.Optional == true, mode),
        { Secret: { } secret } => FromSecret(secret.Name, secret.Items, secret.Optional == true, mode),
        { DownwardAPI: { } downward } => FromFields(downward.Items, mode),
        { ServiceAccountToken.Path: { } path } when tokens.Tokens.TryGetValue((volume.Name ?? "", path), out var token) =>
            [new VolumeFile(path, Encoding.UTF8.GetBytes(token), mode ?? DefaultMode)],
        // A node that gets no tokens leaves the file out, and programs that need it say so.
        _ => [],
    };

    private IReadOnlyList<VolumeFile> FromConfigMap(string? name, IReadOnlyList<KeyToPath> items, bool optional, int? mode)
    {
        if (assignment.ConfigMaps.FirstOrDefault(map => map.Metadata.Name == name) is { } map)
            return Select(
                map.Data.Select(entry => KeyValuePair.Create(entry.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(entry.Value))).Concat(map.BinaryData),
                items, optional, mode);
        return optional ? [] : throw new ConfigurationException($"configmap \"{name}\" not found");
    }

    private IReadOnlyList<VolumeFile> FromSecret(string? name, IReadOnlyList<KeyToPath> items, bool optional, int? mode)
    {
        if (assignment.Secrets.FirstOrDefault(secret => secret.Metadata.Name == name) is { } secret)
            return Select(secret.Data, items, optional, mode);
        return optional ? [] : throw new ConfigurationException($"secret \"{name}\" not found");
    }

    private static IReadOnlyList<VolumeFile> Select(
        IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> data, IReadOnlyList<KeyToPath> items, bool optional, int? mode)
    {
        if (items.Count == 0)
            return [.. data.Select(entry => new VolumeFile(entry.Key, entry.Value, mode ?? DefaultMode))];
        var byKey = data.ToDictionary(entry => entry.Key, entry => entry.Value);
        var files = new List<VolumeFile>();
        foreach (var item in items)
            if (byKey.TryGetValue(item.Key ?? "", out var content))
                files.Add(new VolumeFile(item.Path ?? item.Key!, content, item.Mode ?? mode ?? DefaultMode));
            else if (!optional)
                throw new ConfigurationException($"references non-existent config key: {item.Key}");
        return files;
    }

    private IReadOnlyList<VolumeFile> FromFields(IReadOnlyList<DownwardAPIVolumeFile> items, int? mode) =>
        [.. items.Select(item => new VolumeFile(item.Path ?? "", Encoding.UTF8.GetBytes(ValueOf(item)), item.Mode ?? mode ?? DefaultMode))];

    private string ValueOf(DownwardAPIVolumeFile item)
    {
        if (item.FieldRef?.FieldPath is { } path)
            return PodFields.Field(_pod, path, node, podAddresses) ?? throw new ConfigurationException($"unsupported fieldPath: {path}");
        if (item.ResourceFieldRef is { } resource
            && PodContainer.Of(_pod.Spec).FirstOrDefault(c => c.Name == resource.ContainerName) is { } container)
            return PodFields.Resource(container.Spec, resource, node) ?? throw new ConfigurationException($"unsupported container resource : {resource.Resource}");
        throw new ConfigurationException($"no value for {item.Path}");
    }
}
