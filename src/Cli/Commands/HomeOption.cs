using System.CommandLine;
using Krewe.Cli.Local;

namespace Krewe.Cli.Commands;

/// <summary>The option that every command on this machine's cluster has.</summary>
internal static class HomeOption
{
    public static Option<string> Create() => new("--home")
    {
        Description = "Folder of this cluster's data, logs and credentials (default: $KREWE_HOME, or ~/.krewe)",
        DefaultValueFactory = _ => KreweHome.DefaultPath,
    };

    public static KreweHome Home(this ParseResult parsed, Option<string> option) =>
        new(Path.GetFullPath(parsed.GetRequiredValue(option)));
}
