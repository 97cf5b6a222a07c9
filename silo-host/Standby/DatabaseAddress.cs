namespace Krewe.SiloHost.Standby;

/// <summary>Reads <c>--database</c>. A file keeps the password out of the list of processes.</summary>
internal static class DatabaseAddress
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<string> ReadAsync(string given, CancellationToken cancellationToken)
    {
        // Every connection string has an equals sign; a file whose name has one too is found all the same.
        if (given.Contains('=', StringComparison.Ordinal) && !File.Exists(given))
            return given;
        try
        {
            return (await File.ReadAllTextAsync(given, cancellationToken)).Trim();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
