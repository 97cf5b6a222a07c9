namespace Krewe.NodeAgent.Native;

/// <summary>
/// The identity by which an agent knows its containers: made once and kept in its data directory, so that two agents on one engine,
/// even of nodes of the same name, never touch each other's.
/// </summary>
internal static class AgentIdentity
{
    private const string FileName = "agent-id";

    /// <summary>True if the agent with this data directory has used an engine before: only then it has an identity.</summary>
    public static bool Exists(string dataDirectory) => File.Exists(Path.Combine(dataDirectory, FileName));

    /// <summary>The identity of the agent with this data directory.</summary>
    public static async Task<string> Of(string dataDirectory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (File.Exists(path) && (await File.ReadAllTextAsync(path, cancellationToken)).Trim() is { Length: > 0 } known)
            return known;
        var made = Guid.NewGuid().ToString("N");
        await PrivateFile.Write(path, System.Text.Encoding.ASCII.GetBytes(made), cancellationToken);
        return made;
    }
}
