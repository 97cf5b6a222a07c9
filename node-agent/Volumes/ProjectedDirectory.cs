using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Native;

namespace Krewe.NodeAgent.Volumes;

/// <summary>
/// A directory whose files change all at once, laid out as Kubernetes does: each name is a link to <c>..data/name</c>, and <c>..data</c>
/// is a link to a directory of one version, which is replaced by a rename.
/// </summary>
internal static class ProjectedDirectory
{
    private const string DataLink = "..data";

    /// <summary>Makes the directory show these files; does nothing if it shows them already.</summary>
    /// <exception cref="ConfigurationException">A path leads out of the directory.</exception>
    public static void Write(string directory, IReadOnlyList<VolumeFile> files)
    {
        foreach (var file in files)
            if (!IsInside(file.Path))
                throw new ConfigurationException($"invalid path \"{file.Path}\" in volume");
        Directory.CreateDirectory(directory);
        var data = Path.Combine(directory, DataLink);
        var before = new DirectoryInfo(data) is { LinkTarget: { } target } ? Path.Combine(directory, target) : null;
        if (before is not null && Shows(before, files))
            return;

        var version = Path.Combine(directory, $"..{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(version);
        foreach (var file in files)
        {
            var path = Path.Combine(version, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content.Span);
            File.SetUnixFileMode(path, (UnixFileMode)(file.Mode & 0b111_111_111));
        }
        var swap = Path.Combine(directory, $"..swap{Guid.CreateVersion7():N}");
        Directory.CreateSymbolicLink(swap, Path.GetFileName(version));
        SystemCalls.Rename(swap, data);

        var names = files.Select(file => file.Path.Split('/')[0]).ToHashSet();
        foreach (var name in names)
            if (!Path.Exists(Path.Combine(directory, name)) && new FileInfo(Path.Combine(directory, name)).LinkTarget is null)
                File.CreateSymbolicLink(Path.Combine(directory, name), Path.Combine(DataLink, name));
        foreach (var stale in new DirectoryInfo(directory).EnumerateFileSystemInfos())
            if (!stale.Name.StartsWith("..", StringComparison.Ordinal) && !names.Contains(stale.Name))
                stale.Delete();
        if (before is not null)
            Directory.Delete(before, recursive: true);
    }

    private static bool Shows(string version, IReadOnlyList<VolumeFile> files)
    {
        if (!Directory.Exists(version) || Directory.GetFiles(version, "*", SearchOption.AllDirectories).Length != files.Count)
            return false;
        foreach (var file in files)
        {
            var path = Path.Combine(version, file.Path);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Content.Span)
                || File.GetUnixFileMode(path) != (UnixFileMode)(file.Mode & 0b111_111_111))
                return false;
        }
        return true;
    }

    private static bool IsInside(string path) =>
        path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/').Any(part => part is "" or "." or "..")
        && !path.StartsWith("..", StringComparison.Ordinal);
}
