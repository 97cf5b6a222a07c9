namespace Krewe.NodeAgent.Native;

/// <summary>Files that only the agent may read, written so that a crash leaves the old content or the new.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces a file; returns once it is on disk.</summary>
    public static async Task Write(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(directory);
        var next = path + ".next";
        await using (var file = new FileStream(next, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
            Options = FileOptions.Asynchronous,
        }))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }
        SystemCalls.Rename(next, path);
        SystemCalls.FlushDirectory(directory);
    }
}
