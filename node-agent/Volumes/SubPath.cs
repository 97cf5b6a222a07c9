using Krewe.Model.Core;
using Krewe.NodeAgent.Environment;
using Krewe.NodeAgent.Native;

namespace Krewe.NodeAgent.Volumes;

/// <summary>
/// Finds what a <c>subPath</c> means. A container that writes to a volume could have any directory of the machine mounted through a link
/// that it made, so the path is gone step by step, each from the directory that the last one opened, and a link is refused; this and what
/// follows in <see cref="SubPathAnchors"/> are what kubelet does since CVE-2017-1002101 and CVE-2021-25741.
/// </summary>
internal static class SubPath
{
    /// <summary>Opens it, and makes the directories of it that are missing, with the permissions of the volume.</summary>
    /// <exception cref="ConfigurationException">It leads out of the volume or through a link.</exception>
    public static PathHandle Open(string volume, string subPath, VolumeMount mount)
    {
        var place = PathHandle.Open(volume);
        var mode = place.Mode;
        try
        {
            foreach (var name in subPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "."))
            {
                var next = place.Enter(name);
                if (next is null)
                {
                    place.MakeDirectory(name, mode);
                    next = place.Enter(name) ?? throw new IOException($"{name} is gone again");
                }
                place.Dispose();
                place = next;
                if (place.IsLink)
                    throw new ConfigurationException($"subPath \"{subPath}\" of volume \"{mount.Name}\" leads through a symbolic link");
            }
            return place;
        }
        catch (Exception e)
        {
            place.Dispose();
            throw e is IOException ? new ConfigurationException($"subPath \"{subPath}\" of volume \"{mount.Name}\" cannot be used: {e.Message}") : e;
        }
    }
}
