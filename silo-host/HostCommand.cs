using Krewe.SiloHost.Backups;

namespace Krewe.SiloHost;

/// <summary>What the host is asked to do: to serve, unless its first argument says otherwise.</summary>
/// <param name="Verb">The first argument; null to serve.</param>
/// <param name="Path">The file, for commands on backups.</param>
/// <param name="Options">The arguments behind these.</param>
internal sealed record HostCommand(string? Verb, string Path, IReadOnlyList<string> Options)
{
    /// <summary>Reads the command.</summary>
    /// <exception cref="FormatException">A command lacks its file.</exception>
    public static HostCommand Parse(string[] arguments) => arguments switch
    {
        ["ready", .. var rest] => new("ready", "", rest),
        [("backup" or "restore" or "verify") and var verb, var path, .. var rest] when !path.StartsWith('-') => new(verb, System.IO.Path.GetFullPath(path), rest),
        [("backup" or "restore" or "verify") and var verb, ..] => throw new FormatException($"{verb} needs the name of a file"),
        _ => new(null, "", arguments),
    };

    /// <summary>Does what is not serving, and answers an exit code; null when the host is to serve.</summary>
    public async Task<int?> RunAsync(SiloHostOptions options, CancellationToken cancellationToken)
    {
        var backups = new BackupCommands(options, TimeProvider.System, Console.Out);
        return Verb switch
        {
            "ready" => await ReadinessQuestion.AskAsync(options, Console.Out, cancellationToken),
            "backup" => await backups.BackUpAsync(Path, cancellationToken),
            "restore" => await backups.RestoreAsync(Path, cancellationToken),
            "verify" => await backups.VerifyAsync(Path, cancellationToken),
            _ => null,
        };
    }
}
