using Krewe.Model.Core;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Native;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Tokens;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Volumes;

/// <summary>
/// The volumes of a pod as directories of the machine, under the pod's own directory: <c>volumes/NAME</c>. Preparing them again brings
/// those that are made from objects up to date and leaves the others as they are. Without files, references are checked and nothing is made.
/// </summary>
internal sealed class PodVolumes(NodeContext node, PodIdentity identity, bool usesFiles)
{
    private const string MemoryDirectory = "/dev/shm/krewe";
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly string _directory = Path.Combine(node.DirectoryOf(identity.Uid), "volumes");
    private readonly string _memory = Path.Combine(MemoryDirectory, identity.Uid);

    /// <summary>Makes or updates all volumes.</summary>
    /// <exception cref="ConfigurationException">One of them cannot be made; the message names it.</exception>
    public void Prepare(PodAssignment assignment, IReadOnlyList<string> podAddresses, TokenFiles? tokens = null)
    {
        var files = new VolumeFiles(assignment, node, podAddresses, tokens ?? TokenFiles.None);
        foreach (var volume in assignment.Pod.Spec.Volumes)
            try
            {
                Prepare(volume, files, assignment.Pod.Spec.SecurityContext?.FsGroup);
            }
            catch (Exception e) when (e is ConfigurationException or IOException or UnauthorizedAccessException)
            {
                throw new ConfigurationException($"MountVolume.SetUp failed for volume \"{volume.Name}\" : {e.Message}");
            }
    }

    /// <summary>The text of a file that a volume has now, or null.</summary>
    public string? Read(Volume volume, string path)
    {
        var file = Path.Combine(DirectoryOf(volume), path);
        return usesFiles && File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>What holds the mounts of <see cref="MountsOf"/> in place until the container runs.</summary>
    public SubPathAnchors Anchors() => new(node.DirectoryOf(identity.Uid));

    /// <summary>The mounts of a container; without <paramref name="anchors"/> those of a runtime that does not mount, or elsewhere.</summary>
    /// <exception cref="ConfigurationException">A mount has no volume, or leads out of it.</exception>
    public IReadOnlyList<HostMount> MountsOf(Pod pod, Container container, IReadOnlyDictionary<string, string> environment, SubPathAnchors? anchors) =>
        [.. container.VolumeMounts.Select(mount => MountOf(pod, mount, environment, anchors))];

    /// <summary>Makes the empty file that takes an instance's termination message.</summary>
    public string PrepareTerminationLog(string container, int attempt)
    {
        if (!usesFiles)
            return "";
        var directory = Path.Combine(node.DirectoryOf(identity.Uid), "containers", container);
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{attempt}.termination-log");
        File.WriteAllBytes(path, []);
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        return path;
    }

    /// <summary>Removes everything of the pod.</summary>
    public void Remove()
    {
        if (usesFiles)
            Remove(node.PodsDirectory, identity.Uid);
    }

    /// <summary>Removes everything of each pod that has a directory.</summary>
    public static void RemoveAll(string podsDirectory)
    {
        if (!Directory.Exists(podsDirectory))
            return;
        foreach (var pod in Directory.EnumerateDirectories(podsDirectory))
            Remove(podsDirectory, Path.GetFileName(pod));
    }

    private static void Remove(string podsDirectory, string uid)
    {
        SubPathAnchors.Clear(Path.Combine(podsDirectory, uid));
        // The memory first: what is left of a removal that fails is found by the pod's own directory.
        foreach (var directory in new[] { Path.Combine(MemoryDirectory, uid), Path.Combine(podsDirectory, uid) })
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
    }

    private void Prepare(Volume volume, VolumeFiles files, long? group)
    {
        if (!usesFiles)
        {
            _ = files.Of(volume);
            return;
        }
        if (volume.HostPath is { } host)
        {
            PrepareHostPath(host);
            return;
        }
        var path = DirectoryOf(volume);
        if (path.StartsWith(_memory, StringComparison.Ordinal))
            ClosedDirectory.Make(MemoryDirectory, ClosedDirectory.PassThrough); // Agents of one user share it.
        if (files.Of(volume) is { } contents)
            ProjectedDirectory.Write(path, contents);
        else if (volume.EmptyDir is not null || volume == new Volume { Name = volume.Name })
        {
            if (Directory.Exists(path))
                return;
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, Everybody | (group is null ? 0 : UnixFileMode.SetGroup));
        }
        else
            throw new ConfigurationException("this kind of volume is not supported by Krewe");
        if (group is { } id && System.Environment.IsPrivilegedProcess)
            foreach (var entry in Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories).Prepend(path))
                SystemCalls.ChangeGroup(entry, id);
    }

    private static void PrepareHostPath(HostPathVolumeSource host)
    {
        var path = host.Path ?? "";
        if (host.Type == HostPathType.DirectoryOrCreate)
            Directory.CreateDirectory(path);
        else if (host.Type == HostPathType.FileOrCreate && !File.Exists(path))
            File.WriteAllBytes(path, []);
        else if (host.Type == HostPathType.Directory && !Directory.Exists(path))
            throw new ConfigurationException($"hostPath type check failed: {path} is not a directory");
        else if (host.Type == HostPathType.File && !File.Exists(path))
            throw new ConfigurationException($"hostPath type check failed: {path} is not a file");
        else if (!Path.Exists(path))
            Directory.CreateDirectory(path); // As the docker engine does for one without a type.
    }

    private HostMount MountOf(Pod pod, VolumeMount mount, IReadOnlyDictionary<string, string> environment, SubPathAnchors? anchors)
    {
        var volume = pod.Spec.Volumes.FirstOrDefault(volume => volume.Name == mount.Name)
            ?? throw new ConfigurationException($"cannot find volume \"{mount.Name}\" to mount into container");
        var source = volume.HostPath?.Path ?? DirectoryOf(volume);
        var fromObjects = volume.ConfigMap is not null || volume.Secret is not null || volume.DownwardAPI is not null || volume.Projected is not null;
        var subPath = string.IsNullOrEmpty(mount.SubPathExpr) ? mount.SubPath : VariableExpansion.Expand(mount.SubPathExpr, environment);
        if (!string.IsNullOrEmpty(subPath))
        {
            if (Path.IsPathRooted(subPath) || subPath.Split('/').Contains(".."))
                throw new ConfigurationException($"invalid subPath \"{subPath}\" of volume \"{mount.Name}\"");
            source = fromObjects || !usesFiles ? Path.Combine(source, subPath) : Hold(source, subPath, mount, anchors);
        }
        var propagation = mount.MountPropagation == MountPropagationMode.Bidirectional ? "rshared"
            : mount.MountPropagation == MountPropagationMode.HostToContainer ? "rslave" : null;
        return new HostMount(volume.Name ?? "", source, mount.MountPath ?? "", mount.ReadOnly == true || fromObjects, propagation);
    }

    /// <summary>Finds a path in a volume that containers can write to. Those that are made from objects they cannot, and their names are links by design.</summary>
    private static string Hold(string volume, string subPath, VolumeMount mount, SubPathAnchors? anchors)
    {
        using var place = SubPath.Open(volume, subPath, mount);
        try
        {
            return anchors?.Anchor(place) ?? Path.Combine(volume, subPath);
        }
        catch (IOException e)
        {
            throw new ConfigurationException($"subPath \"{subPath}\" of volume \"{mount.Name}\" cannot be mounted: {e.Message}");
        }
    }

    private string DirectoryOf(Volume volume) =>
        volume.EmptyDir?.Medium == "Memory" && Directory.Exists("/dev/shm")
            ? Path.Combine(_memory, volume.Name ?? "")
            : Path.Combine(_directory, volume.Name ?? "");
}
