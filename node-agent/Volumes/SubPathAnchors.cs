using System.Globalization;
using Krewe.NodeAgent.Native;

namespace Krewe.NodeAgent.Volumes;

/// <summary>
/// Mounts of places in volumes at paths that no container can change, from which the runtime mounts them: between the agent's look at a
/// path and the runtime's use of it, a container could otherwise put a link there. Once the container has started the runtime has a mount
/// of its own, and these go; what a crash leaves goes before the next use, and before the pod's directory is removed.
/// </summary>
internal sealed class SubPathAnchors(string podDirectory) : IDisposable
{
    private readonly string _directory = DirectoryOf(podDirectory);
    private int _count;

    /// <summary>A path at which the place shows, until the anchors are disposed.</summary>
    public string Anchor(PathHandle place)
    {
        if (_count == 0)
            Clear(podDirectory);
        Directory.CreateDirectory(_directory, ClosedDirectory.OwnerOnly);
        var path = Path.Combine(_directory, _count++.ToString(CultureInfo.InvariantCulture));
        if (place.IsDirectory)
            Directory.CreateDirectory(path);
        else
            File.WriteAllBytes(path, []);
        MountPoints.Bind(place, path);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_count > 0)
            Clear(podDirectory);
    }

    /// <summary>Takes away the anchors of a pod. Nothing below them is ever removed: it belongs to volumes, some of them the machine's.</summary>
    /// <exception cref="IOException">One is left.</exception>
    public static void Clear(string podDirectory)
    {
        var directory = DirectoryOf(podDirectory);
        if (!Directory.Exists(directory))
            return;
        foreach (var anchor in Directory.EnumerateFileSystemEntries(directory).ToList())
        {
            MountPoints.Detach(anchor);
            if (Directory.Exists(anchor))
                Directory.Delete(anchor);
            else
                File.Delete(anchor);
        }
        Directory.Delete(directory);
    }

    private static string DirectoryOf(string podDirectory) => Path.Combine(podDirectory, "subpaths");
}
