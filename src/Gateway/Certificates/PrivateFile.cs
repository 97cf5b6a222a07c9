namespace Krewe.Gateway.Certificates;

/// <summary>Files that only their owner may read, replaced whole or not at all.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file; a crash leaves the old one or the new one.</summary>
    public static void Write(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        var draft = path + ".new";
        using (var stream = new FileStream(draft, options))
        {
            using var writer = new StreamWriter(stream);
            writer.Write(content);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        // The draft of an interrupted start may have had another mode.
        File.SetUnixFileMode(draft, OwnerOnly);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Makes a directory that only its owner may enter.</summary>
    public static string Directory(string path) =>
        System.IO.Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute).FullName;
}
